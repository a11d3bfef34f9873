using System.Collections.Concurrent;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Commands that a thread waits for; told when a shutdown gives up waiting for the loop. Whoever waits adds the command first and
/// looks at the runtime's status then: a shutdown that gave up before is seen, and one that gives up later finds the command. Any
/// thread.
/// </summary>
internal sealed class LoopWaits
{
    private readonly ConcurrentDictionary<LoopCommand, bool> _commands = new();

    /// <summary>A thread is going to wait for this command.</summary>
    public void Add(LoopCommand command) => _commands[command] = true;

    /// <summary>Nobody waits for this command any more.</summary>
    public void Remove(LoopCommand command) => _commands.TryRemove(command, out _);

    /// <summary>Ends all waits: the loop may never come to these commands. Call it when the status says Closed.</summary>
    public void CancelAll()
    {
        foreach (LoopCommand command in _commands.Keys) command.Cancel();
    }
}
