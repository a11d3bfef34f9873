using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Extremes that metrics which are split, windowed, rates or rankings accept.</summary>
internal static class AccumulatorLegalCases
{
    private const string NewRate = "new Rate(name, amount, filter, windows, unit, description)";
    private const string NewTopK = "new TopK(name, key, capacity, shown, amount, filter, unit, description)";

    public static IEnumerable<LegalCase> All =>
    [
        new("new CounterBy(name, key, keys, amount, filter, unit, description)", "amount", "null", static () =>
        {
            CounterBy<Tick> counter = new("c", static (in Tick t) => (int)t.Value, KeyNames.Range(KeyNames.MaxCount));
            foreach (long key in (long[])[0, KeyNames.MaxCount - 1, -1, int.MaxValue, int.MinValue])
                counter.HandleEvent(new Tick(key)).ShouldBeTrue();
            counter.Snapshot().ToString().ShouldBe("c { 0.total = 1, 4095.total = 1, others.total = 3, unnamed = 3 }");
        }),
        new("new WindowedCounter(name, window, amount, filter, slices, unit, description)", "amount", "null", static () =>
            new WindowedCounter<Tick>("c", TimeSpan.FromDays(1), amount: null, slices: 1000).HandleEvent(new Tick(1)).ShouldBeTrue()),
        new(NewRate, "amount", "null", static () => new Rate<Tick>("r").Snapshot().Dimensions.ContainsKey("sum").ShouldBeFalse()),
        new(NewRate, "windows", "null", static () => new Rate<Tick>("r").Snapshot().Dimensions.ContainsKey("rate_60s").ShouldBeTrue()),
        new(NewTopK, "amount", "null", static () =>
        {
            TopK<Tick> top = new("t", static (in Tick t) => t.Value, capacity: 1, shown: 1);
            foreach (long key in (long[])[long.MinValue, long.MaxValue, 0]) top.HandleEvent(new Tick(key)).ShouldBeTrue();
            top.Snapshot().ToString().ShouldBe("t { total = 3, bound = 3, 1.key = 0, 1.count = 3, 1.error = 2 }");
        }),
        new("WindowedMetric.OnTimer(uptime)", "uptime", "the longest and the shortest", static () =>
        {
            WindowedCounter<Tick> counter = new("c", TimeSpan.FromSeconds(1));
            foreach (TimeSpan uptime in (TimeSpan[])[TimeSpan.MinValue, TimeSpan.MaxValue, TimeSpan.Zero]) counter.OnTimer(uptime);
            counter.HandleEvent(new Tick(1)).ShouldBeTrue();
            counter.Snapshot().ToString().ShouldBe("c { total = 1 }");
        }),
        new("Rate.OnTimer(uptime)", "uptime", "the longest and the shortest", static () =>
        {
            Rate<Tick> rate = new("r");
            foreach (TimeSpan uptime in (TimeSpan[])[TimeSpan.Zero, TimeSpan.MaxValue, TimeSpan.MinValue]) rate.OnTimer(uptime);
            rate.Snapshot()["rate_1s"].ToDouble().ShouldBe(0);
        }),
    ];
}
