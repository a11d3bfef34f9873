using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A copy that the loop makes: asked for, made or refused, and the memory it takes.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class CopyRequestTests
{
    private const int Threads = 100;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Test]
    public void The_loop_copies_the_states_one_behind_the_other_as_they_are_when_it_comes_to_it()
    {
        CopyRequest request = new();
        TickLog[] logs = [With(5), With(7), With(9)];
        request.Prepare(logs, 24, CopyExtent.Whole);
        (request.IsCompleted, request.IsCancelled).ShouldBe((false, false));
        logs[1].HandleEvent(new Tick(100));
        request.Execute();
        (request.IsCompleted, request.IsCancelled).ShouldBe((true, false));
        States(request).ShouldBe([5, 107, 9]);
    }

    [Test]
    public void A_request_that_was_refused_can_be_used_again_for_fewer_metrics()
    {
        CopyRequest request = new();
        request.Prepare([With(1), With(2), With(3)], 24, CopyExtent.Whole);
        request.Cancel();
        (request.IsCompleted, request.IsCancelled).ShouldBe((true, true));
        request.Clear();

        request.Prepare([With(4)], 8, CopyExtent.Whole);
        (request.IsCompleted, request.IsCancelled).ShouldBe((false, false));
        request.Execute();
        (request.IsCompleted, request.IsCancelled).ShouldBe((true, false));
        States(request).ShouldBe([4]);
    }

    [Test]
    public void A_request_that_waits_to_be_used_again_keeps_no_metric_alive()
    {
        CopyRequest request = new();
        WeakReference[] metrics = Use(request);
        GC.Collect();
        metrics.Count(static m => m.IsAlive).ShouldBe(0);
        States(request).ShouldBe([1, 2], "the copy stays");

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference[] Use(CopyRequest request)
        {
            Metric[] metrics = [With(1), With(2)];
            request.Prepare(metrics, 16, CopyExtent.Whole);
            request.Execute();
            request.Clear();
            return [.. metrics.Select(static m => new WeakReference(m))];
        }
    }

    [Test]
    public void Threads_that_read_once_through_the_loop_allocate_nothing_once_the_first_ones_did()
    {
        long allocated = 0;
        ProbeMetric gate = null!;
        MetricsRecorder recorder = null!;
        Thread? thread = null;
        gate = new ProbeMetric(_ =>
        {
            // The write section is open until the thread has given up trying by itself.
            long retries = recorder.Statistics.SnapshotRetries;
            thread = new Thread(() =>
            {
                CountReader reader = default;
                long before = GC.GetAllocatedBytesForCurrentThread();
                recorder.ReadSnapshots(ref reader);
                allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            });
            thread.Start();
            Eventually.ShouldBeTrue(() => recorder.Statistics.SnapshotRetries == retries + 2, "two attempts met the writer");
            return true;
        });
        using MetricStage stage = new(LargeHistogram(), gate);
        recorder = stage.Recorder;
        Read(2);
        int measured = 0;

        Allocations.Least(() => Read(Threads)).ShouldBe(0);
        recorder.Statistics.ServicedCopies.ShouldBe(measured + 2);

        long Read(int threads)
        {
            measured = (int)recorder.Statistics.ServicedCopies - 2 + threads;
            allocated = 0;
            for (int i = 0; i < threads; i++)
            {
                recorder.RegisterEvent(new Tick(1));
                stage.Loop.RunOnce();
                thread!.Join(s_patience).ShouldBeTrue();
            }

            return allocated;
        }
    }

    [Test]
    public void A_request_whose_reader_gave_up_stays_with_the_loop()
    {
        using CancellationTokenSource go = new();
        using MetricStage stage = new(new ProbeMetric(_ => go.Token.WaitHandle.WaitOne(s_patience)));
        CopyRequest.Pool.Rent().Dispose();
        int free = CopyRequest.Pool.Free;
        stage.Recorder.RegisterEvent(new Tick(1));
        Task driving = Task.Factory.StartNew(() => stage.Loop.RunOnce(), TaskCreationOptions.LongRunning);
        TimeSpan patience = StateReader.TimeLimit;
        try
        {
            // Until the handler is inside, a read succeeds without the loop.
            StateReader.TimeLimit = TimeSpan.FromMilliseconds(10);
            Eventually.ShouldBeTrue(GivesUp, "the reader has met the open section");
            CopyRequest.Pool.Free.ShouldBe(free - 1);
        }
        finally
        {
            StateReader.TimeLimit = patience;
            go.Cancel();
            driving.WaitAsync(s_patience).GetAwaiter().GetResult();
        }

        stage.Loop.RunOnce();
        CopyRequest.Pool.Free.ShouldBe(free - 1, "the loop has completed it, and nobody waits for it");
        stage.Recorder.GetMetricSnapshots()["probe"]["count"].ToInt64().ShouldBe(1);

        bool GivesUp()
        {
            try
            {
                _ = stage.Recorder.GetMetricSnapshots();
                return false;
            }
            catch (MetricsException)
            {
                return true;
            }
        }
    }

    private static TickLog With(long sum)
    {
        TickLog log = new();
        log.HandleEvent(new Tick(sum));
        return log;
    }

    private static long[] States(CopyRequest request) => MemoryMarshal.Cast<byte, long>(request.State).ToArray();

    private static Histogram<Tick> LargeHistogram() =>
        new("h", static (in Tick t) => t.Value, options: new HistogramOptions { SignificantDigits = 3 });

    private struct CountReader : ISnapshotReader
    {
        private int _dimensions;

        public readonly void OnMetric(MetricDescriptor metric)
        {
        }

        public void OnDimension(string name, MetricValue value) => _dimensions++;
    }
}
