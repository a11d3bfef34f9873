namespace MvxMetrics.Disruptor.Perf;

/// <summary>A call of ours, with the metrics behind it.</summary>
internal abstract class StagedCall(string name, Stage stage, string included, string consumer, int threads)
    : CallSide(name, included, $"dispatch to the metrics; {consumer}", threads)
{
    protected Stage Stage => stage;

    protected override int MostBursts => 1024;

    protected override void Settle() => stage.Settle();

    protected override void Check(long calls, long sum)
    {
        (long count, long total) = stage.Applied(Name);
        WrongResultException.Require(Name, "the calls applied", calls, count);
        WrongResultException.Require(Name, "the sum of durations", sum, total);
    }

    public override void Dispose()
    {
        base.Dispose();
        stage.Dispose();
    }
}
