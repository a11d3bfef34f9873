using System.Diagnostics;

namespace MvxMetrics.Disruptor.StressTests;

/// <summary>
/// An arena whose loop is driven by two threads in turn, with small and large budgets and with pauses: a consumer that is
/// suspended. Some of its recorders are started by their first event.
/// </summary>
internal sealed class ManualArena : Arena
{
    private readonly MetricsEventLoop _loop;
    private readonly Action<string, Action<Random>> _start;
    private readonly Lock _driving = new();
    private readonly Random _random;
    private volatile bool _isClosed;

    public ManualArena(
        string name, int channels, History history, MetricsEventLoopOptions options, Random random, Action<string, Action<Random>> start)
        : base(name, channels, history, options.ProducerMode == ProducerMode.Single)
    {
        _loop = new MetricsEventLoop(options);
        _random = random;
        _start = start;
    }

    public override RuntimeStatistics Statistics => _loop.Statistics;

    protected override int? LoopChannel => null; // two threads drive: their events have no common order

    public override bool CatchUp(TimeSpan timeout)
    {
        long accepted = Accepted;
        long started = Stopwatch.GetTimestamp();
        SpinWait spin = default;
        while (Statistics is { } books && books.Processed + books.Discarded < accepted)
        {
            if (Stopwatch.GetElapsedTime(started) > timeout) return false;
            spin.SpinOnce();
        }

        return true;
    }

    public override void CheckCapture()
    {
        // offered by a runtime only
    }

    public override void Close()
    {
        lock (_driving)
        {
            _isClosed = true;
            _loop.Dispose();
        }
    }

    protected override void StartLoop()
    {
        _start($"{Name} driver 1", Drive);
        _start($"{Name} driver 2", Drive);
    }

    protected override MetricsRecorder Make(string id, RecorderOptions options)
    {
        lock (_random)
            return _random.Next(2) == 0 ? new MetricsRecorder(_loop.CreateContext(id, options)) : _loop.CreateRecorder(id, options);
    }

    protected override MetricsRecorder Make(string id, Func<RecorderContext, MetricsRecorder> factory) => _loop.CreateRecorder(id, factory);

    protected override void Remove(MetricsRecorder recorder)
    {
        try
        {
            recorder.Stop();
        }
        catch (RecorderStateException) when (recorder.Status is not RecorderStatus.Stopping)
        {
            // never started, stopped by another thread, or faulted: nothing to stop
        }
    }

    private void Drive(Random random)
    {
        while (!_isClosed)
        {
            lock (_driving)
            {
                if (_isClosed) return;
                switch (random.Next(4))
                {
                    case 0:
                        _loop.RunOnce(random.Next(100));
                        break;
                    case 1:
                        _loop.RunOnce(budget: TimeSpan.FromMicroseconds(random.Next(100)));
                        break;
                    default:
                        _loop.RunOnce();
                        break;
                }

                foreach (Subject subject in Subjects) subject.ShouldRespectItsLimit();
                if (random.Next(50) == 0) Thread.Sleep(random.Next(20)); // in the middle of a turn: nobody drives meanwhile
            }

            if (random.Next(4) == 0) Thread.Yield();
        }
    }
}
