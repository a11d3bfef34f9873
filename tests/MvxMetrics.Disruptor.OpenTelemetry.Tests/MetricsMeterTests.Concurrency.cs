using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <content>Listeners at once, beside producers, and what a collection allocates.</content>
internal sealed partial class MetricsMeterTests
{
    [Test]
    public void Listeners_that_collect_at_once_beside_producers_each_see_every_recorder_as_of_one_event()
    {
        MetricsRecorder[] recorders = [Recorder, Runtime.CreateRecorder("s")];
        foreach (MetricsRecorder recorder in recorders)
        {
            recorder.Register(new Counter<Point>("one"));
            recorder.Register(new Counter<Point>("two", static (in Point p) => 2));
            recorder.Register(new Histogram<Point>(
                "h", static (in Point p) => p.Amount, options: new HistogramOptions { Bounds = [50, 99] }));
        }

        using MetricsMeter meter = new(Runtime, Options);
        using CancellationTokenSource end = new();
        long sent = 0;
        Thread producer = new(() =>
        {
            for (long i = 0; !end.IsCancellationRequested; i++)
            {
                if (recorders[i % 2].TryRegisterEvent(new Point(Amount: i % 100))) sent++;
                if (i % 1000 == 0) Thread.Yield();
            }
        });
        producer.Start();

        const int Listeners = 3;
        const int Passes = 200;
        string? wrong = null;
        long moved = 0;
        Thread[] listeners = [.. Enumerable.Range(0, Listeners).Select(_ => new Thread(() =>
        {
            using MeterWatch watch = new(meter.Name);
            double before = -1;
            for (int pass = 0; pass < Passes; pass++)
            {
                watch.Collect();
                foreach (string tag in (string[])["recorder=r", "recorder=s"])
                {
                    double one = watch.All("one", tag)[0].Value;
                    double two = watch.All("two", tag)[0].Value;
                    double count = watch.All("h.count", tag)[0].Value;
                    double all = watch.All("h.le_99", tag)[0].Value;
                    if (two != 2 * one || count != one || all != count)
                        wrong = $"pass {pass} {tag}: one {one}, two {two}, count {count}, le_99 {all}";
                }

                double now = watch.All("one", "recorder=r")[0].Value;
                if (now < before) wrong = $"went back from {before} to {now}";
                if (now > before) Interlocked.Increment(ref moved);
                before = now;
            }
        }))];
        foreach (Thread listener in listeners) listener.Start();
        foreach (Thread listener in listeners) listener.Join(TimeSpan.FromMinutes(1)).ShouldBeTrue();
        end.Cancel();
        producer.Join(Patience).ShouldBeTrue();
        wrong.ShouldBeNull();
        moved.ShouldBeGreaterThan(Listeners * 2, "the passes must have met a producer at work");

        Runtime.Flush(Patience).ShouldBeTrue();
        using MeterWatch last = new(meter.Name);
        last.Collect().All("one").Sum(static m => m.Value).ShouldBe(sent);
    }

    [Test]
    public void Listeners_that_begin_together_see_no_metric_twice()
    {
        using MetricsMeter meter = new(Runtime, Options);
        for (int i = 0; i < 100; i++) Recorder.Register(new Counter<Point>($"c{i}"));

        using Barrier start = new(4);
        int[] counts = new int[4];
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(index => new Thread(() =>
        {
            using MeterWatch watch = new(meter.Name);
            start.SignalAndWait(Patience);
            watch.Collect();
            watch.Collect();
            counts[index] = watch.Measured.Count(static m => m.Instrument.Name.StartsWith('c'));
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join(Patience).ShouldBeTrue();
        using MeterWatch last = new(meter.Name);
        last.Collect().Measured.Count(static m => m.Instrument.Name.StartsWith('c')).ShouldBe(100);
        counts.ShouldAllBe(static c => c <= 100); // one that another listener is just publishing comes with the next collection
    }

    [TestCase(1000, 1)]
    [TestCase(1, 1000)]
    public void A_collection_allocates_what_measurements_with_tags_take(int instruments, int keys)
    {
        const int Series = 1000;
        for (int i = 0; i < instruments; i++)
            Recorder.Register(new CounterBy<Point>($"c{i}", static (in Point p) => (int)p.Key, KeyNames.Range(keys)));
        Send([.. Enumerable.Range(0, keys).Select(static k => new Point(Key: k))]);
        using MetricsMeter meter = new(Runtime, Options);
        using System.Diagnostics.Metrics.MeterListener listener = new();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == meter.Name) l.EnableMeasurementEvents(instrument);
        };
        listener.Start();
        listener.RecordObservableInstruments();
        long bytes = Allocations.Least(() =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            listener.RecordObservableInstruments();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
        TestContext.Out.WriteLine(
            $"{bytes / (double)Series:F0} bytes a series and collection, with {instruments} instruments of {keys} keys");
        (bytes / Series).ShouldBeInRange(40, 300); // a copy of the tags at least, which the type Measurement makes
    }
}
