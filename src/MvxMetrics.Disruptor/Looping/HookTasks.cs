using System.Collections.Concurrent;

namespace MvxMetrics.Disruptor;

/// <summary>The lifecycle hooks of a loop's recorders that are under way. Any thread.</summary>
internal sealed class HookTasks
{
    private readonly ConcurrentDictionary<Task, bool> _running = new();

    /// <summary>Ends when all hooks known now have ended; never fails, since each hook's outcome belongs to its recorder.</summary>
    public Task AllEnded => Task.WhenAll(_running.Keys);

    public void Add(Task hook)
    {
        if (hook.IsCompleted) return;
        _running[hook] = true;
        hook.ContinueWith(
            static (ended, running) => ((ConcurrentDictionary<Task, bool>)running!).TryRemove(ended, out _),
            _running,
            TaskScheduler.Default);
    }
}
