using CsCheck;
using Microsoft.Extensions.Time.Testing;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Windows, by a clock that the test moves: every event is in exactly one slice, and leaves with it.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class WindowedHistogramTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly MetricsEventLoop _loop;
    private readonly MetricsRecorder _recorder;
    private readonly HistogramReading _reading = new();

    public WindowedHistogramTests()
    {
        _loop = new MetricsEventLoop(new MetricsEventLoopOptions { TimeProvider = _time });
        _recorder = _loop.CreateRecorder("r");
    }

    [TearDown]
    public void Close() => _loop.Dispose();

    [Test]
    public void The_example_is_what_a_snapshot_shows()
    {
        WindowedHistogram<Tick> histogram = Register(new(
            "save.duration.1m", TimeSpan.FromMinutes(1), static (in Tick t) => t.Value, slices: 12, unit: "ns"));
        Send(7_000_000);
        Pass(TimeSpan.FromSeconds(59));
        Send(120);
        Pass(TimeSpan.FromSeconds(5));
        Send(80);
        histogram.Snapshot().ToString().ShouldBe(
            "save.duration.1m { count = 2, sum = 200, min = 80, max = 120, mean = 100, "
            + "p50 = 80, p90 = 120, p99 = 120, p99.9 = 120, out_of_range = 0 }");
    }

    [Test]
    public void An_event_is_shown_for_the_window_less_at_most_a_slice_and_then_no_more()
    {
        WindowedHistogram<Tick> histogram = Register(New(TimeSpan.FromSeconds(5), 5));
        Pass(TimeSpan.FromSeconds(0.75)); // late in its slice
        Send(1);
        for (int second = 1; second <= 4; second++)
        {
            Pass(s_second);
            Count(histogram).ShouldBe(1, $"after {second} s");
        }

        Pass(TimeSpan.FromSeconds(0.25));
        Count(histogram).ShouldBe(0, "its slice ended 5 s after it began");
    }

    [Test]
    public void While_time_stands_still_nothing_leaves_and_everything_is_counted()
    {
        WindowedHistogram<Tick> histogram = Register(New(s_second, 10));
        for (int i = 0; i < 1000; i++) Send(i);
        Count(histogram).ShouldBe(1000);
        _reading.Sum.ShouldBe(499_500);
    }

    [TestCase(1.0)]
    [TestCase(1.05)]
    [TestCase(100.0)]
    [TestCase(86_400.0 * 365 * 200)]
    public void A_pause_of_a_window_or_longer_leaves_nothing(double seconds)
    {
        WindowedHistogram<Tick> histogram = Register(New(s_second, 10));
        for (int i = 0; i < 25; i++)
        {
            Send(i);
            Pass(TimeSpan.FromSeconds(0.1));
        }

        Count(histogram).ShouldBe(9, "the slice under way is empty");
        Pass(TimeSpan.FromSeconds(seconds));
        Count(histogram).ShouldBe(0);
        Send(5);
        Count(histogram).ShouldBe(1);
        _reading.Max.ShouldBe(5);
    }

    [Test]
    public void Time_that_goes_backwards_or_overflows_harms_nothing()
    {
        WindowedHistogram<Tick> histogram = New(s_second, 10);
        histogram.OnTimer(TimeSpan.FromSeconds(100));
        histogram.HandleEvent(new Tick(1));
        foreach (TimeSpan wrong in (TimeSpan[])[TimeSpan.FromSeconds(99), TimeSpan.Zero, TimeSpan.FromTicks(-1), TimeSpan.MinValue])
        {
            histogram.OnTimer(wrong);
            histogram.HandleEvent(new Tick(1));
        }

        Count(histogram).ShouldBe(5);
        histogram.OnTimer(TimeSpan.MaxValue);
        histogram.OnTimer(TimeSpan.MaxValue);
        histogram.HandleEvent(new Tick(1));
        Count(histogram).ShouldBe(1);
    }

    [Test]
    public void Each_event_is_in_exactly_one_slice_however_time_goes_on() =>
        Gen.Select(Gen.Int[2, 12], Gen.Int[100, 700], Gen.Select(Gen.Int[0, 900], Gen.Int[0, 20]).Array[0, 60]).Sample(
            static (slices, sliceMilliseconds, steps) =>
            {
                sliceMilliseconds = Math.Max(sliceMilliseconds, (1000 + slices - 1) / slices); // a window lasts a second at least
                WindowedHistogram<Tick> histogram = New(TimeSpan.FromMilliseconds(slices * sliceMilliseconds), slices);
                HistogramReading reading = new();
                List<(long Slice, long Value)> all = [];
                long now = 0;
                foreach ((int passed, int events) in steps)
                {
                    now += passed % 10 == 0 ? passed * 10 : passed; // now and then a leap
                    histogram.OnTimer(TimeSpan.FromMilliseconds(now));
                    long slice = now / sliceMilliseconds;
                    for (int i = 0; i < events; i++)
                    {
                        histogram.HandleEvent(new Tick(now + i));
                        all.Add((slice, now + i));
                    }

                    long[] shown = [.. all.Where(e => e.Slice > slice - slices).Select(static e => e.Value)];
                    histogram.Read(reading);
                    (reading.Count, reading.Sum).ShouldBe((shown.Length, shown.Sum()));
                    (reading.Min, reading.Max).ShouldBe(shown.Length == 0 ? (0, 0) : (shown.Min(), shown.Max()));
                    HistogramTests.SumOfBuckets(reading).ShouldBe(shown.Length);
                }
            },
            iter: 2000);

    [Test]
    public void A_window_is_shown_as_it_is_to_readers_with_a_baseline()
    {
        WindowedHistogram<Tick> histogram = Register(New(s_second, 10));
        Send(3);
        SnapshotBaseline seen = new();
        for (int i = 0; i < 2; i++) _recorder.GetMetricSnapshots(seen)[histogram.Name]["count"].ShouldBe(1L);
        _recorder.ResetExtremes();
        _loop.RunOnce();
        histogram.Snapshot()["max"].ShouldBe(3L);
    }

    private static WindowedHistogram<Tick> New(TimeSpan window, int slices) => new(
        "w", window, static (in Tick t) => t.Value, slices: slices, options: new HistogramOptions { HighestValue = 1_000_000_000 });

    private WindowedHistogram<Tick> Register(WindowedHistogram<Tick> histogram)
    {
        _recorder.Register(histogram);
        _loop.RunOnce();
        return histogram;
    }

    private void Send(long value)
    {
        _recorder.RegisterEvent(new Tick(value));
        _loop.RunOnce().ShouldBe(1);
    }

    private void Pass(TimeSpan time)
    {
        _time.Advance(time);
        _loop.RunOnce();
    }

    private long Count(WindowedHistogram<Tick> histogram)
    {
        histogram.Read(_reading);
        return _reading.Count;
    }
}
