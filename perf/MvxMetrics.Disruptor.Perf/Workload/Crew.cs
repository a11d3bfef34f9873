namespace MvxMetrics.Disruptor.Perf;

/// <summary>Threads that live as long as their side, so that what a thread does first is not measured.</summary>
internal sealed class Crew : IDisposable
{
    private readonly Barrier _barrier;
    private Action<int>? _work;
    private Exception? _error;

    public Crew(int threads)
    {
        _barrier = new Barrier(threads + 1);
        for (int i = 0; i < threads; i++)
        {
            int worker = i;
            new Thread(() => Live(worker)) { IsBackground = true, Name = $"perf-{worker}" }.Start();
        }
    }

    /// <summary>Runs the work once on every thread, started together, and waits for all of them.</summary>
    public void Run(Action<int> work)
    {
        _work = work;
        _barrier.SignalAndWait();
        _barrier.SignalAndWait();
        if (_error is { } error) throw new InvalidOperationException($"A worker failed: {error.Message}", error);
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        _work = null;
        _barrier.SignalAndWait();
    }

    private void Live(int worker)
    {
        while (true)
        {
            _barrier.SignalAndWait();
            if (_work is not { } work) return;
            try
            {
                work(worker);
            }
#pragma warning disable CA1031 // Handed to the thread that runs the round.
            catch (Exception error)
#pragma warning restore CA1031
            {
                _error = error;
            }

            _barrier.SignalAndWait();
        }
    }
}
