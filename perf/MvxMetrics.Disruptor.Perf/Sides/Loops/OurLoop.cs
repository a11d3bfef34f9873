namespace MvxMetrics.Disruptor.Perf;

/// <summary>A loop that records with this library, dropping what finds no room, which is counted.</summary>
internal abstract class OurLoop(string name, string included, OurLoopOptions options, BookSize size)
    : LoopSide(name, included + "; the loop and both metrics (processor time)", options.Consumer, size)
{
    private Stage? _stage;
    private long _events;
    private long _sum;
    private long _lost;

    /// <summary>The recorder of the running stage.</summary>
    protected MetricsRecorder Recorder => _stage!.Recorder;

    protected override void Begin()
    {
        if (_stage is not null) return;

        _stage = Stage.Live(new MetricsRuntimeOptions { EventLoop = options.Options });
        (_events, _sum, _lost) = (0, 0, 0);
        Started();
    }

    /// <summary>There is a new recorder.</summary>
    protected virtual void Started()
    {
    }

    /// <summary>The recorder goes.</summary>
    protected virtual void Ending()
    {
    }

    protected override void Settle() => _stage!.Settle();

    protected override long Lost(long events, long sum)
    {
        _events += events;
        _sum += sum;
        long before = _lost;
        _lost = _stage!.Lost(Name, _events, _sum);
        return _lost - before;
    }

    protected override void End()
    {
        if (!options.Sleeps) Close();
    }

    protected override Sample Report(Sample sample, double bareNanoseconds, double lostPerMille) =>
        sample.With(Quantity.LostPerMille, lostPerMille);

    public override void Dispose()
    {
        Close();
        base.Dispose();
    }

    private void Close()
    {
        if (_stage is null) return;

        Ending();
        _stage.Dispose();
        _stage = null;
    }
}
