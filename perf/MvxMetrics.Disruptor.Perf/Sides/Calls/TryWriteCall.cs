namespace MvxMetrics.Disruptor.Perf;

/// <summary><see cref="EventWriter{TEvent}.TryWrite"/>, one writer a thread.</summary>
internal sealed class TryWriteCall : StagedCall
{
    private readonly EventWriter<SaveAttempt>[] _writers;

    public TryWriteCall(string name, Stage stage, string consumer, int threads)
        : base(name, stage, "the whole call: record, tail", consumer, threads)
    {
        _writers = [.. Enumerable.Range(0, threads).Select(_ => stage.Recorder.CreateWriter<SaveAttempt>())];
    }

    protected override void Burst(int worker, int calls)
    {
        EventWriter<SaveAttempt> writer = _writers[worker];
        for (int i = 0; i < calls; i++) writer.TryWrite(new SaveAttempt(Attempts.OutcomeOf(i), Attempts.DurationOf(i)));
    }

    public override void Dispose()
    {
        foreach (EventWriter<SaveAttempt> writer in _writers) writer.Dispose();
        base.Dispose();
    }
}
