using System.Collections.Concurrent;

namespace MvxMetrics.Disruptor;

/// <summary>
/// The commands for which threads wait. A shutdown that gives up waiting for the loop ends these waits. A thread first adds its command and
/// then looks at the runtime's status: so it sees a shutdown that gave up earlier, and a shutdown that gives up later finds the command.
/// Any thread.
/// </summary>
internal sealed class LoopWaits
{
    private readonly ConcurrentDictionary<LoopCommand, bool> _commands = new();

    /// <summary>A thread is about to wait for this command.</summary>
    public void Add(LoopCommand command) => _commands[command] = true;

    /// <summary>Nobody waits for this command any more.</summary>
    public void Remove(LoopCommand command) => _commands.TryRemove(command, out _);

    /// <summary>Ends all waits, because the loop may never come to these commands. Call it when the status is Closed.</summary>
    public void CancelAll()
    {
        foreach (LoopCommand command in _commands.Keys) command.Cancel();
    }
}
