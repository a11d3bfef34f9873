namespace MvxMetrics.Disruptor.Perf;

/// <summary><see cref="MetricsRecorder.RegisterEvent"/>.</summary>
internal sealed class RegisterEventCall(string name, Stage stage, string consumer, int threads)
    : StagedCall(name, stage, "the whole call: look-up of the thread's lane, record, tail", consumer, threads)
{
    protected override void Burst(int worker, int calls)
    {
        MetricsRecorder recorder = Stage.Recorder;
        for (int i = 0; i < calls; i++) recorder.RegisterEvent(new SaveAttempt(Attempts.OutcomeOf(i), Attempts.DurationOf(i)));
    }
}
