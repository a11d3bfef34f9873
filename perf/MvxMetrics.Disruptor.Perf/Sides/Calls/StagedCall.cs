namespace MvxMetrics.Disruptor.Perf;

/// <summary>A call of ours, with the metrics behind it.</summary>
internal abstract class StagedCall(string name, Stage stage, string included, string consumer, int threads)
    : CallSide(name, included, $"dispatch to the metrics; {consumer}", threads)
{
    protected Stage Stage => stage;

    /// <summary>Fewer with many threads, which all wait for each other between bursts.</summary>
    protected override int MostBursts => Math.Max(16, 1024 / Threads);

    protected override void Settle() => stage.Settle();

    protected override void Check(long calls, long sum) => WrongResultException.RequireTotals(Name, calls, sum, stage.Applied(Name));

    public override void Dispose()
    {
        base.Dispose();
        stage.Dispose();
    }
}
