using System.Collections.Concurrent;

namespace MvxMetrics.Disruptor;

/// <summary>The lifecycle hooks of a loop's recorders that are under way. Any thread.</summary>
internal sealed class HookTasks
{
    private readonly ConcurrentDictionary<Task, bool> _running = new();

    /// <summary>
    /// Ends when all hooks that are known now have ended. It never fails, because the outcome of a hook belongs to its recorder.
    /// </summary>
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
