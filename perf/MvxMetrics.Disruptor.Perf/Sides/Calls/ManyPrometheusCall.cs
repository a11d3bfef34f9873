using System.Globalization;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>Inc of each of many prometheus-net children in turn.</summary>
internal sealed class ManyPrometheusCall : CallSide
{
    private readonly Prometheus.Counter.Child[] _children;
    private int _next;

    public ManyPrometheusCall(string name, int targets)
        : base(name, "Child.Inc, children kept in an array: a count, no duration", "collection", 1)
    {
        Prometheus.Counter counter = Prometheus.Metrics.WithCustomRegistry(Prometheus.Metrics.NewCustomRegistry())
            .CreateCounter("attempts", "-", "target");
        _children = [.. Enumerable.Range(0, targets).Select(i => counter.WithLabels(i.ToString(CultureInfo.InvariantCulture)))];
    }

    protected override void Burst(int worker, int calls)
    {
        Prometheus.Counter.Child[] children = _children;
        int next = _next;
        for (int i = 0; i < calls; i++)
        {
            children[next].Inc();
            if (++next == children.Length) next = 0;
        }

        _next = next;
    }

    protected override void Check(long calls, long sum) =>
        WrongResultException.Require(Name, "the counts of all", calls, (long)_children.Sum(static c => c.Value));
}
