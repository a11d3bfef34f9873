namespace MvxMetrics.Disruptor.Perf.Tests;

/// <summary>A side whose figures are made up, and which writes down when it was asked.</summary>
internal sealed class FakeSide(string name, List<string> log, Func<int, double> figure, long allocated = 0)
    : Side(name, "nothing", "everything")
{
    private int _rounds;

    public bool IsDisposed { get; private set; }

    public override Sample Round()
    {
        log.Add(Name);
        return new Sample { AllocatedBytes = allocated }.With(Quantity.Call, figure(_rounds++));
    }

    public override void Dispose()
    {
        IsDisposed = true;
        base.Dispose();
    }
}
