using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>A scrape allocates nothing once warm: exact, on all threads of the process, at 10,000 series.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class AllocationTests
{
    private const int Scrapes = 50;

    [Test]
    public void A_scrape_of_ten_thousand_series_allocates_nothing([Values] ExpositionFormat format)
    {
        using MetricsRuntime runtime = new();
        runtime.Start();
        MetricsRecorder[] recorders = Populate(runtime);
        MetricsExposition exposition = new([runtime]);
        SinkWriter sink = new();
        int series = Scene.Scrape(exposition, format).Samples.Count(static s => !s.Name.EndsWith("_created", StringComparison.Ordinal));
        series.ShouldBeGreaterThanOrEqualTo(10_000);
        for (int i = 0; i < 20; i++) Scrape();

        Allocations.Least(() =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Scrapes; i++)
            {
                recorders[i % recorders.Length].RegisterEvent(new Point(i, Key: i % 50));
                Scrape();
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }).ShouldBe(0);

        sink.Bytes.ShouldBeGreaterThan(500_000L * Scrapes);
        TestContext.Out.WriteLine($"{series} series, {sink.Bytes / sink.Ends} bytes");

        void Scrape()
        {
            ValueTask<bool> written = exposition.WriteAsync(sink, format);
            written.IsCompletedSuccessfully.ShouldBeTrue();
            written.Result.ShouldBeTrue();
            sink.Ends++;
        }
    }

    /// <summary>A pipe whose reader is slow, so that every piece is waited for: on the threads that write and read.</summary>
    [Test]
    public async Task A_scrape_that_waits_for_its_reader_allocates_nothing_either()
    {
        using MetricsRuntime runtime = new();
        runtime.Start();
        Populate(runtime);
        MetricsExposition exposition = new([runtime]);
        using OneThread writing = new(); // the thread pool would allocate a work item for each wait
        Pipe pipe = new(new PipeOptions(
            writerScheduler: writing, pauseWriterThreshold: 4096, resumeWriterThreshold: 2048, useSynchronizationContext: false));
        bool isOver = false;
        long read = 0;
        long reading = 0;
        Thread reader = new(() =>
        {
            SpinWait spin = default;
            while (!Volatile.Read(ref isOver))
            {
                if (!pipe.Reader.TryRead(out ReadResult result))
                {
                    spin.SpinOnce();
                    continue;
                }

                Interlocked.Add(ref read, result.Buffer.Length);
                pipe.Reader.AdvanceTo(result.Buffer.End);
                Volatile.Write(ref reading, GC.GetAllocatedBytesForCurrentThread());
            }
        });
        reader.Start();
        for (int i = 0; i < 10; i++)
            (await exposition.WriteAsync(pipe.Writer, ExpositionFormat.OpenMetrics).ConfigureAwait(false)).ShouldBeTrue();

        long least = long.MaxValue;
        for (int attempt = 0; attempt < 30 && least > 0; attempt++) // a collection, or a thread of the test host, adds to some of them
        {
            await exposition.WriteAsync(pipe.Writer, ExpositionFormat.OpenMetrics).ConfigureAwait(false);
            // From here on the test runs on the writing thread.
            (long write, long reads) = (GC.GetAllocatedBytesForCurrentThread(), Volatile.Read(ref reading));
            int thread = Environment.CurrentManagedThreadId;
            for (int i = 0; i < 10; i++) await exposition.WriteAsync(pipe.Writer, ExpositionFormat.OpenMetrics).ConfigureAwait(false);
            long bytes = GC.GetAllocatedBytesForCurrentThread() - write + Volatile.Read(ref reading) - reads;
            Environment.CurrentManagedThreadId.ShouldBe(thread);
            least = Math.Min(least, bytes);
        }

        Volatile.Write(ref isOver, true);
        reader.Join();
        TestContext.Out.WriteLine($"{least} bytes in 10 scrapes of {Interlocked.Read(ref read)} bytes in all");
        least.ShouldBe(0);
    }

    /// <summary>
    /// Through Kestrel, from a client that allocates nothing itself: what is left are the server's own objects for a request, whatever the
    /// number of series.
    /// </summary>
    [Test]
    public async Task A_scrape_over_http_allocates_what_the_server_takes_for_any_request([Values] bool isListener)
    {
        using MetricsRuntime runtime = new();
        runtime.Start();
        Populate(runtime);
        await using WebHost host = await WebHost.StartAsync(isListener, runtime);
        using Socket client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.Connect(IPAddress.Loopback, host.Url.Port);
        byte[] request = "GET /metrics HTTP/1.1\r\nHost: x\r\nAccept: text/plain\r\n\r\n"u8.ToArray();
        byte[] buffer = new byte[1 << 20];
        for (int i = 0; i < 100; i++) Request();

        long least = long.MaxValue;
        for (int attempt = 0; attempt < 20; attempt++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < 20; i++) Request();
            least = Math.Min(least, (GC.GetTotalAllocatedBytes(precise: true) - before) / 20);
        }

        TestContext.Out.WriteLine($"{least} bytes a request of {host.Url}, on all threads");
        least.ShouldBeLessThan(32 * 1024, "of a response of some 700,000");

        void Request()
        {
            client.Send(request);
            ReadOnlySpan<byte> end = "0\r\n\r\n"u8;
            int received = 0;
            do received += client.Receive(buffer, received, buffer.Length - received, SocketFlags.None);
            while (received < end.Length || !buffer.AsSpan(received - end.Length, end.Length).SequenceEqual(end));
        }
    }

    /// <summary>100 recorders: 50 keys of a counter, a histogram of some 38 buckets, a summary, a gauge.</summary>
    public static MetricsRecorder[] Populate(MetricsRuntime runtime)
    {
        MetricsRecorder[] recorders = [.. Enumerable.Range(0, 100).Select(i => runtime.CreateRecorder($"recorder {i}"))];
        foreach (MetricsRecorder recorder in recorders)
        {
            recorder.Register(new CounterBy<Point>("requests", static (in Point p) => p.Key, KeyNames.Range(50)));
            recorder.Register(new Histogram<Point>("duration", static (in Point p) => p.Value, unit: "ns"));
            recorder.Register(new Summary<Point>("size", static (in Point p) => p.Value, unit: "By"));
            recorder.Register(new Gauge<Point>("load", static (in Point p) => p.Fraction));
            recorder.Register(new TopK<Point>("clients", static (in Point p) => p.Value));
            for (int key = 0; key < 50; key++) recorder.RegisterEvent(new Point(key * 1000, 0.1 * key, key)).ShouldBeTrue();
            runtime.Flush(Scene.Patience).ShouldBeTrue();
        }

        return recorders;
    }

    /// <summary>Runs what a pipe's writer waits for on one thread, without allocating.</summary>
    private sealed class OneThread : PipeScheduler, IDisposable
    {
        private readonly Queue<(Action<object?> Action, object? State)> _work = new(64);
        private volatile bool _isOver;

        public OneThread() => new Thread(Run) { IsBackground = true }.Start();

        public override void Schedule(Action<object?> action, object? state)
        {
            lock (_work) _work.Enqueue((action, state));
        }

        public void Dispose() => _isOver = true;

        private void Run()
        {
            SpinWait spin = default;
            while (!_isOver)
            {
                (Action<object?> Action, object? State) next;
                bool hasNext;
                lock (_work) hasNext = _work.TryDequeue(out next);
                if (hasNext) next.Action(next.State);
                else spin.SpinOnce();
            }
        }
    }

    /// <summary>Takes everything, and keeps nothing.</summary>
    private sealed class SinkWriter : PipeWriter
    {
        private readonly byte[] _memory = new byte[8192];

        public long Bytes { get; private set; }

        public int Ends { get; set; }

        public override void Advance(int bytes) => Bytes += bytes;

        public override Memory<byte> GetMemory(int sizeHint = 0) => _memory;

        public override Span<byte> GetSpan(int sizeHint = 0) => _memory;

        public override void CancelPendingFlush()
        {
        }

        public override void Complete(Exception? exception = null)
        {
        }

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => default;
    }
}
