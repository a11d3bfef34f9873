using System.Diagnostics;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>
/// 100 scrapers at once while a producer runs: no error, flat memory, and a producer that notices no more of them than of clients that
/// fetch as many bytes of a page that reads nothing.
/// </summary>
[TestFixture]
[NonParallelizable]
internal sealed class LoadTests
{
    private const int Scrapers = 100;
    private static readonly TimeSpan s_phase = TimeSpan.FromMilliseconds(250);

    [Test]
    public Task A_hundred_scrapers_for_six_seconds([Values] bool isListener) => RunAsync(isListener, TimeSpan.FromSeconds(6));

    [Test]
    [Explicit("half a minute of all processors")]
    public Task A_hundred_scrapers_for_thirty_seconds() => RunAsync(true, TimeSpan.FromSeconds(30));

    private static async Task RunAsync(bool isListener, TimeSpan duration)
    {
        using MetricsRuntime runtime = new();
        runtime.Start();
        MetricsRecorder[] recorders = AllocationTests.Populate(runtime);
        await using WebHost host = await WebHost.StartAsync(isListener, runtime);
        await using WebHost page = await WebHost.StartPageAsync(Scene.BytesOf(new MetricsExposition([runtime]), ExpositionFormat.Text));
        using HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = Scrapers });
        using CancellationTokenSource producing = new();
        Task<ProducerCost> producer = Task.Factory.StartNew(
            () => Produce(recorders[0], producing.Token), producing.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        long scrapes = 0;
        List<long> heap = [];
        using Timer turn = new(static _ => ProducerCost.Phase = (Phase)(((int)ProducerCost.Phase + 1) % 3), null, s_phase, s_phase);

        // Between the thirds nobody asks for anything: what is left then is kept, by the connections' buffers or by a leak. The buffers
        // grow to what the busiest moment needed, and stay; a leak grows in every third.
        long[] kept = new long[3];
        for (int third = 0; third < kept.Length; third++)
        {
            await ScrapeForAsync(duration / kept.Length);
            kept[third] = GC.GetTotalMemory(forceFullCollection: true);
        }

        Task ScrapeForAsync(TimeSpan time)
        {
            long started = Stopwatch.GetTimestamp();
            return Task.WhenAll(Enumerable.Range(0, Scrapers).Select(_ => Task.Run(async () =>
            {
                byte[] buffer = new byte[1 << 14];
                while (Stopwatch.GetElapsedTime(started) < time)
                {
                    Phase phase = ProducerCost.Phase;
                    if (phase == Phase.Alone)
                    {
                        await Task.Delay(10);
                        continue;
                    }

                    await using Stream body = await http.GetStreamAsync(phase == Phase.Scrapers ? host.Url : page.Url);
                    long length = 0;
                    while (await body.ReadAsync(buffer) is > 0 and int read) length += read;
                    length.ShouldBeGreaterThan(500_000, "half a response");
                    if (phase == Phase.Scrapers && Interlocked.Increment(ref scrapes) % 50 == 0)
                        lock (heap) heap.Add(GC.GetTotalMemory(false));
                }
            })));
        }

        await producing.CancelAsync();
        ProducerCost cost = await producer;
        runtime.Flush(Scene.Patience).ShouldBeTrue();
        RecorderStatistics account = recorders[0].Statistics;
        account.Processed.ShouldBe(cost.Accepted + 50, "by the producer's own account");
        (account.Discarded, account.Pending).ShouldBe((0, 0));

        TestContext.Out.WriteLine(
            $"{scrapes} scrapes of about 700 KB in {duration.TotalSeconds} s; "
            + $"heap {heap.Max() >> 20} MiB at most, {string.Join(", ", kept.Select(static b => b >> 20))} kept after each third; "
            + $"producer {cost.Of(Phase.Alone):0.0} ns of processor time an event alone, {cost.Of(Phase.Scrapers):0.0} beside scrapers, "
            + $"{cost.Of(Phase.Clients):0.0} beside clients of the page ({cost.Accepted} events accepted)");
        scrapes.ShouldBeGreaterThan(50);
        Math.Min(kept[1] - kept[0], kept[2] - kept[1]).ShouldBeLessThan(16 << 20, "memory grows");
        heap.Max().ShouldBeLessThan(512 << 20, "what 100 responses under way take, at both ends, which are in this process");

        // Clients take the processors, so wall time tells nothing: only the time that the producer itself was running. Caches are
        // shared with whoever runs in between, which is why scrapers are held against other clients: a lock would cost a hundred
        // times as much.
        cost.Of(Phase.Scrapers).ShouldBeLessThan((2 * cost.Of(Phase.Clients)) + 20);
    }

    private static ProducerCost Produce(MetricsRecorder recorder, CancellationToken cancellation)
    {
        ProducerCost cost = new();
        while (!cancellation.IsCancellationRequested)
        {
            Phase phase = ProducerCost.Phase;
            TimeSpan before = ThreadClock.ProcessorTime();
            int accepted = 0;
            for (int i = 0; i < 1000; i++)
                if (recorder.TryRegisterEvent(new Point(i, 0.5, i % 50))) accepted++;
            cost.Add(phase, accepted, ThreadClock.ProcessorTime() - before);
            Thread.Sleep(1);
        }

        return cost;
    }

    /// <summary>Who is there, in turn.</summary>
    private enum Phase
    {
        Alone,
        Scrapers,
        Clients,
    }

    /// <summary>What events cost the producer's thread, by who was there.</summary>
    private sealed class ProducerCost
    {
        private readonly List<double>[] _nanoseconds = [[], [], []];

        public static volatile Phase Phase;

        public long Accepted { get; private set; }

        public double Of(Phase phase) => _nanoseconds[(int)phase].Order().ElementAt(_nanoseconds[(int)phase].Count / 2);

        public void Add(Phase phase, int accepted, TimeSpan time)
        {
            Accepted += accepted;
            _nanoseconds[(int)phase].Add(time.TotalNanoseconds / 1000);
        }
    }
}
