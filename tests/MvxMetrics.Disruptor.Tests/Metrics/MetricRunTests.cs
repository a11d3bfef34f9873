using CsCheck;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Every built-in metric does to a run what it does to its events one by one, to the last bit.</summary>
[TestFixture]
internal sealed class MetricRunTests
{
    private const int Most = EventRun<Point>.MaxEvents;

    [TestCaseSource(typeof(RunCase), nameof(RunCase.Cases))]
    public void Runs_give_what_single_events_give(RunCase tested) => Gen.Int.Sample(
        seed =>
        {
            Random random = new(seed);
            Metric inRuns = tested.Create();
            Metric oneByOne = tested.Create();
            Point[] points = RunPoints.Of(random, 400, awkward: random.Next(3) switch { 0 => 0, 1 => 2, _ => 300 });
            RunSelectors.IsFiltered = tested.IsFiltered;
            TimeSpan uptime = TimeSpan.Zero;
            for (int done = 0; done < points.Length;)
            {
                int count = Math.Min(random.Next(3) == 0 ? Most : random.Next(1, Most + 1), points.Length - done);
                ReadOnlySpan<Point> run = points.AsSpan(done, count);
                RunPoints.HandleRun(inRuns, run, isStrided: random.Next(2) == 0);
                foreach (ref readonly Point point in run) ((IMetricEventHandler<Point>)oneByOne).HandleEvent(in point);
                done += count;
                IsAlike(inRuns, oneByOne).ShouldBeTrue($"seed {seed}, after {done} events, the last run of {count}");
                uptime += TimeSpan.FromMilliseconds(random.Next(400));
                GoOn(inRuns);
                GoOn(oneByOne);

                void GoOn(Metric metric)
                {
                    if (metric is ITimedMetric timed) timed.OnTimer(uptime);
                    if (done % 7 == 0) metric.StartExtremesAnew();
                }
            }

            Shown(inRuns).ShouldBe(Shown(oneByOne), $"seed {seed}");
        },
        iter: 20,
        threads: 1);

    [TestCaseSource(typeof(RunCase), nameof(RunCase.Cases))]
    public void A_selector_that_throws_leaves_the_metric_as_it_was_before_the_run(RunCase tested)
    {
        const int Seed = 5;
        Random random = new(Seed);
        RunSelectors.IsFiltered = tested.IsFiltered;
        Metric metric = tested.Create();
        Metric spared = tested.Create();
        int thrown = 0;
        foreach (string selector in RunSelectors.Names)
        {
            Point[] before = RunPoints.Of(random, Most, awkward: 20);
            Point[] during = RunPoints.Of(random, Most, awkward: 0);
            during[40] = during[40] with { Key = 2, Amount = 3, Value = RunSelectors.Bad };
            RunPoints.HandleRun(metric, before, isStrided: false);
            RunPoints.HandleRun(spared, before, isStrided: false);
            byte[] state = RunPoints.StateOf(metric);

            RunSelectors.Armed = selector;
            bool hasThrown = Throws(() => RunPoints.HandleRun(metric, during, isStrided: random.Next(2) == 0));
            RunSelectors.Armed = null;

            if (hasThrown) RunPoints.StateOf(metric).AsSpan().SequenceEqual(state).ShouldBeTrue($"{selector} threw, seed {Seed}");
            else RunPoints.HandleRun(spared, during, isStrided: false);
            thrown += hasThrown ? 1 : 0;
        }

        // What is not in the state, as the heap of TopK, is as it was too.
        Point[] after = RunPoints.Of(random, Most, awkward: 20);
        RunPoints.HandleRun(metric, after, isStrided: true);
        RunPoints.HandleRun(spared, after, isStrided: false);
        IsAlike(metric, spared).ShouldBeTrue($"seed {Seed}");
        thrown.ShouldBe(SelectorsOf(tested));
    }

    // Byte by byte: what is read of a metric, as dimensions or as series, is made of these.
    private static bool IsAlike(Metric left, Metric right) => RunPoints.StateOf(left).AsSpan().SequenceEqual(RunPoints.StateOf(right));

    private static string Shown(Metric metric) => string.Join("; ", metric.Snapshot().Dimensions.Select(static d => $"{d}"));

    private static bool Throws(Action action)
    {
        try
        {
            action();
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    private static int SelectorsOf(RunCase tested) => (tested.IsFiltered ? 1 : 0) + tested.Name.Split(',')[0] switch
    {
        "Counter of events" or "Rate of events" or "WindowedCounter of events" => 0,
        "TopK" or "CounterBy" or "UpDownCounterBy" or "GaugeBy" or "SummaryBy" or "HistogramBy" or "ResponseTime without a schedule" => 2,
        "ResponseTime" => 3,
        _ => 1,
    };
}
