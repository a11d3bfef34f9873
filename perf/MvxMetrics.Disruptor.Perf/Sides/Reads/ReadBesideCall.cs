namespace MvxMetrics.Disruptor.Perf;

/// <summary>RegisterEvent by one thread while another one reads snapshots without a pause, or while nobody does.</summary>
internal sealed class ReadBesideCall : Side
{
    private const int Calls = 2048;
    private const int Bursts = 300;
    private readonly Stage _stage = Stage.Live();
    private readonly bool _isRead;
    private long _callsSoFar;

    public ReadBesideCall(string name, bool isRead)
        : base(
            name,
            "the calling thread's processor time for the call; consumer beside: a runtime with default options",
            "dispatch, the reader") => _isRead = isRead;

    public override Sample Round()
    {
        using CancellationTokenSource stop = new();
        Thread? reader = null;
        if (_isRead)
        {
            reader = new Thread(() => ReadUntil(stop.Token));
            reader.Start();
        }

        double nanoseconds = 0;
        MetricsRecorder recorder = _stage.Recorder;
        for (int burst = 0; burst < Bursts; burst++)
        {
            long started = Clocks.ThreadCpuNanoseconds();
            for (int i = 0; i < Calls; i++) recorder.RegisterEvent(new SaveAttempt(Attempts.OutcomeOf(i), Attempts.DurationOf(i)));
            nanoseconds += Clocks.ThreadCpuNanoseconds() - started - Clocks.ThreadCpuCost;
            _stage.Settle();
        }

        stop.Cancel();
        reader?.Join();
        _callsSoFar += (long)Calls * Bursts;
        WrongResultException.Require(Name, "the calls applied", _callsSoFar, _stage.Applied(Name).Count);
        return new Sample().With(Quantity.Call, nanoseconds / (Calls * Bursts));
    }

    public override void Dispose()
    {
        base.Dispose();
        _stage.Dispose();
    }

    private void ReadUntil(CancellationToken stop)
    {
        Nothing reader = default;
        while (!stop.IsCancellationRequested) _stage.Recorder.ReadSnapshots(ref reader);
    }

    private readonly struct Nothing : ISnapshotReader
    {
        public void OnMetric(MetricDescriptor metric)
        {
        }

        public void OnDimension(string name, MetricValue value)
        {
        }
    }
}
