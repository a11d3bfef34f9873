using System.Diagnostics;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>100 scrapers at once while producers run: no error, flat memory, and a producer that does not notice.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class LoadTests
{
    private const int Scrapers = 100;

    [Test]
    public Task A_hundred_scrapers_for_five_seconds([Values] bool isListener) => RunAsync(isListener, TimeSpan.FromSeconds(5));

    [Test]
    [Explicit("half a minute of all processors")]
    public Task A_hundred_scrapers_for_thirty_seconds() => RunAsync(true, TimeSpan.FromSeconds(30));

    private static async Task RunAsync(bool isListener, TimeSpan duration)
    {
        using MetricsRuntime runtime = new();
        runtime.Start();
        MetricsRecorder[] recorders = AllocationTests.Populate(runtime);
        await using WebHost host = await WebHost.StartAsync(isListener, runtime);
        using HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = Scrapers });
        using CancellationTokenSource producing = new();
        Task<ProducerCost> producer = Task.Factory.StartNew(() => Produce(recorders[0], producing.Token), producing.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        long scrapes = 0;
        List<long> heap = [];
        long started = Stopwatch.GetTimestamp();
        ProducerCost.IsDisturbed = false;
        using Timer toggle = new(static _ => ProducerCost.IsDisturbed = !ProducerCost.IsDisturbed, null, TimeSpan.FromMilliseconds(250), TimeSpan.FromMilliseconds(250));
        await Task.WhenAll(Enumerable.Range(0, Scrapers).Select(_ => Task.Run(async () =>
        {
            byte[] buffer = new byte[1 << 14];
            while (Stopwatch.GetElapsedTime(started) < duration)
            {
                if (!ProducerCost.IsDisturbed)
                {
                    await Task.Delay(10); // in turn with a producer that is alone
                    continue;
                }

                await using Stream body = await http.GetStreamAsync(host.Url);
                long length = 0;
                while (await body.ReadAsync(buffer) is > 0 and int read) length += read;
                length.ShouldBeGreaterThan(500_000, "half a response");
                if (Interlocked.Increment(ref scrapes) % 50 == 0) lock (heap) heap.Add(GC.GetTotalMemory(false));
            }
        })));

        await producing.CancelAsync();
        ProducerCost cost = await producer;
        runtime.Flush(Scene.Patience).ShouldBeTrue();
        RecorderStatistics account = recorders[0].Statistics;
        account.Processed.ShouldBe(cost.Accepted + 50, "by the producer's own account");
        (account.Discarded, account.Pending).ShouldBe((0, 0));

        long early = heap[..(heap.Count / 2)].Max();
        long late = heap[(heap.Count / 2)..].Max();
        TestContext.Out.WriteLine(
            $"{scrapes} scrapes of about 700 KB in {duration.TotalSeconds} s; heap {early >> 20} MiB at most in the first half, {late >> 20} in the second; "
            + $"producer {cost.Alone:0.0} ns of processor time an event alone, {cost.Beside:0.0} beside scrapers ({cost.Accepted} events accepted)");
        scrapes.ShouldBeGreaterThan(50);
        late.ShouldBeLessThan(early + (32 << 20), "memory grows");

        // The scrapers take the processors, so wall time tells nothing: only the time that the producer itself was running. Caches are shared, and the machine may
        // be busy: a lock or a wait would cost a hundred times as much.
        cost.Beside.ShouldBeLessThan((3 * cost.Alone) + 50);
    }

    private static ProducerCost Produce(MetricsRecorder recorder, CancellationToken cancellation)
    {
        ProducerCost cost = new();
        while (!cancellation.IsCancellationRequested)
        {
            bool isDisturbed = ProducerCost.IsDisturbed;
            TimeSpan before = ThreadClock.ProcessorTime();
            int accepted = 0;
            for (int i = 0; i < 1000; i++)
                if (recorder.TryRegisterEvent(new Point(i, 0.5, i % 50))) accepted++;
            cost.Add(isDisturbed, accepted, ThreadClock.ProcessorTime() - before);
            Thread.Sleep(1);
        }

        return cost;
    }

    /// <summary>What events cost the producer's thread, in slices with and without scrapers.</summary>
    private sealed class ProducerCost
    {
        private readonly List<double> _alone = [];
        private readonly List<double> _beside = [];

        public static volatile bool IsDisturbed;

        public long Accepted { get; private set; }

        public double Alone => Median(_alone);

        public double Beside => Median(_beside);

        public void Add(bool isDisturbed, int accepted, TimeSpan time)
        {
            Accepted += accepted;
            (isDisturbed ? _beside : _alone).Add(time.TotalNanoseconds / 1000);
        }

        private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
    }
}
