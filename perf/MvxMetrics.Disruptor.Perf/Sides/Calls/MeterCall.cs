using System.Diagnostics.Metrics;
using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>A counter of System.Diagnostics.Metrics with the least listener there can be: a locked addition.</summary>
internal sealed class MeterCall : CallSide
{
    private readonly Meter _meter = new("perf.meter");
    private readonly MeterListener _listener = new();
    private readonly System.Diagnostics.Metrics.Counter<long> _counter;
    private readonly Total _total = new();

    public MeterCall(int threads)
        : base(Peer.Meter, "Counter.Add(1) and a listener that adds with Interlocked: a count, no outcome, no duration", "-", threads)
    {
        _counter = _meter.CreateCounter<long>("attempts");
        _listener.SetMeasurementEventCallback<long>(static (_, value, _, state) => Interlocked.Add(ref ((Total)state!).Value, value));
        _listener.EnableMeasurementEvents(_counter, _total);
        _listener.Start();
    }

    protected override void Burst(int worker, int calls)
    {
        System.Diagnostics.Metrics.Counter<long> counter = _counter;
        for (int i = 0; i < calls; i++) counter.Add(1);
    }

    protected override void Check(long calls, long sum) => WrongResultException.Require(Name, "the count", calls, _total.Value);

    public override void Dispose()
    {
        base.Dispose();
        _listener.Dispose();
        _meter.Dispose();
    }

    [StructLayout(LayoutKind.Sequential)]
    private sealed class Total
    {
        public long Value;
    }
}
