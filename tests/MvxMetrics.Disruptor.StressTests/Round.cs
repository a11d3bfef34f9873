using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace MvxMetrics.Disruptor.StressTests;

/// <summary>
/// One round: a random runtime, random producers, and chaos beside them; then quiet, and the books are compared. Every
/// decision comes from the seed; the interleaving does not, so a seed repeats a mix and not a schedule.
/// </summary>
internal sealed class Round(int seed, History history, Totals totals)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Random _random = new(seed);
    private readonly ConcurrentQueue<Subject> _retired = new();
    private readonly CancellationTokenSource _done = new();
    private Subject[] _subjects = [];
    private MetricsRuntime _runtime = null!;
    private ExceptionDispatchInfo? _failure;
    private int _channels;
    private int _created;

    public void Run()
    {
        MetricsRuntimeOptions options = RandomOptions();
        int producers = options.EventLoop.ProducerMode == ProducerMode.Single ? 1 : _random.Next(1, 8 * Environment.ProcessorCount);
        _channels = producers * 2;
        history.Add($"{options.EventLoop.ProducerMode}, {options.EventLoop.LaneCount} lanes of {options.EventLoop.LaneCapacity}, shared "
            + $"{options.EventLoop.SharedLaneCapacity}, {options.EventLoop.WaitStrategy.GetType().Name}, {producers} producers");

        using (_runtime = new MetricsRuntime(options))
        {
            _runtime.Start();
            _subjects = [.. Enumerable.Range(0, _random.Next(1, 6)).Select(_ => Create(_random))];
            List<Thread> threads = [.. Enumerable.Range(0, producers).Select(p => Start($"producer {p}", r => Produce(p, r)))];
            threads.Add(Start("chaos", MakeChaos));
            threads.Add(Start("reader", Read));

            _done.Token.WaitHandle.WaitOne(_random.Next(200, 1500));
            _done.Cancel();
            foreach (Thread thread in threads) thread.Join(s_patience).ShouldBeTrue($"{thread.Name} did not end");
            _failure?.Throw();

            _runtime.Flush(s_patience).ShouldBeTrue("the runtime did not catch up");
            foreach (Subject subject in (Subject[])[.. _subjects, .. _retired]) subject.ShouldBalance();
            CompareWithRuntime();
            _runtime.Shutdown();
        }

        _runtime.Status.ShouldBe(RuntimeStatus.Closed);
    }

    private void CompareWithRuntime()
    {
        Subject[] all = [.. _subjects, .. _retired];
        RuntimeStatistics books = _runtime.Statistics;
        books.Attempted.ShouldBe(all.Sum(static s => s.Attempted));
        books.Accepted.ShouldBe(all.Sum(static s => s.Accepted));
        books.Processed.ShouldBe(all.Sum(static s => s.Recorder.Statistics.Processed));
        books.Discarded.ShouldBe(all.Sum(static s => s.Recorder.Statistics.Discarded));
        books.Pending.ShouldBe(0);
        totals.Attempted += books.Attempted;
        totals.Accepted += books.Accepted;
        totals.Processed += books.Processed;
        totals.Discarded += books.Discarded;
        totals.Recorders += all.Length;
        totals.Faults += all.Count(static s => s.Recorder.Status == RecorderStatus.Faulted);
    }

    private MetricsRuntimeOptions RandomOptions() => new()
    {
        EventLoop =
        {
            ProducerMode = (ProducerMode)_random.Next(3),
            LaneCount = _random.Next(1, 9),
            LaneCapacity = 1 << _random.Next(1, 13),
            SharedLaneCapacity = 1 << _random.Next(1, 13),
            SlotSize = 32 << _random.Next(4),
            BatchLimit = 1 << _random.Next(13),
            WaitStrategy = _random.Next(4) switch
            {
                0 => WaitStrategy.BusySpin,
                1 => WaitStrategy.Yielding,
                2 => WaitStrategy.Blocking,
                _ => WaitStrategy.Adaptive,
            },
        },
    };

    private Subject Create(Random random)
    {
        RecorderOptions options = new()
        {
            OverflowPolicy = (OverflowPolicy)random.Next(3),
            WaitTimeout = TimeSpan.FromMilliseconds(random.Next(3)),
            MaxPendingEvents = random.Next(3) == 0 ? random.Next(1, 50) : null,
            HoldingCapacity = random.Next(1, 100),
        };
        string id = $"r{Interlocked.Increment(ref _created)}";
        int hooks = random.Next(6);
        MetricsRecorder recorder = hooks > 3
            ? _runtime.CreateRecorder(id, context => new SlowHooks(context, hooks))
            : _runtime.CreateRecorder(id, options);
        long sabotage = random.Next(4) == 0 ? random.Next(1, 100_000) : 0;
        history.Add($"create {id}: {options.OverflowPolicy}, at most {options.MaxPendingEvents}, hooks {hooks > 3}, sabotage at {sabotage}");
        return new Subject(recorder, _channels, sabotage);
    }

    private Thread Start(string name, Action<Random> work)
    {
        Random random = new(_random.Next());
        Thread thread = new(() =>
        {
            try
            {
                work(random);
            }
#pragma warning disable CA1031 // rethrown by the round
            catch (Exception error)
#pragma warning restore CA1031
            {
                _failure ??= ExceptionDispatchInfo.Capture(error);
                _done.Cancel();
            }
        })
        { Name = name, IsBackground = true };
        thread.Start();
        return thread;
    }

    private void Produce(int producer, Random random)
    {
        AuditEvent[] batch = new AuditEvent[40];
        using Writers writers = new();
        while (!_done.IsCancellationRequested)
        {
            Subject[] subjects = Volatile.Read(ref _subjects);
            Subject subject = subjects[random.Next(subjects.Length)];
            int events = random.Next(1, 200);
            switch (random.Next(5))
            {
                case 0:
                    if (writers.For(subject) is not { } writer) break;
                    for (int i = 0; i < events; i++) Send(subject, (producer * 2) + 1, writer.TryWrite);
                    break;
                case 1:
                    SendBatch(subject, producer * 2, batch.AsSpan(0, random.Next(batch.Length)));
                    break;
                case 2:
                    for (int i = 0; i < events; i++) Send(subject, producer * 2, subject.Recorder.RegisterEvent);
                    break;
                default:
                    for (int i = 0; i < events; i++) Send(subject, producer * 2, subject.Recorder.TryRegisterEvent);
                    break;
            }

            if (random.Next(50) == 0) Thread.Sleep(random.Next(3));
        }
    }

    private static void Send(Subject subject, int channel, SendEvent send)
    {
        bool accepted = false;
        try
        {
            accepted = send(new AuditEvent(channel, subject.Next(channel)));
        }
        catch (Exception refused) when (refused is RecorderStateException or RecorderOverflowException)
        {
            // counted below as attempted and not accepted
        }

        subject.Count(channel, 1, accepted ? 1 : 0);
    }

    private static void SendBatch(Subject subject, int channel, Span<AuditEvent> batch)
    {
        for (int i = 0; i < batch.Length; i++) batch[i] = new AuditEvent(channel, subject.Next(channel) + i);
        int accepted = 0;
        try
        {
            accepted = subject.Recorder.RegisterEvents<AuditEvent>(batch);
        }
        catch (RecorderOverflowException full)
        {
            accepted = full.Accepted;
        }
        catch (RecorderStateException)
        {
            // none was accepted
        }

        subject.Count(channel, batch.Length, accepted);
    }

    private void MakeChaos(Random random)
    {
        while (!_done.IsCancellationRequested)
        {
            int index = random.Next(_subjects.Length);
            Subject subject = _subjects[index];
            switch (random.Next(8))
            {
                case 0:
                    GC.Collect(random.Next(3), GCCollectionMode.Forced, blocking: true);
                    break;
                case 1:
                    Replace(index, random);
                    break;
                case 2:
                    _runtime.Flush(TimeSpan.FromMilliseconds(random.Next(20)));
                    break;
                case 3:
                    _runtime.Capture();
                    break;
                case 4:
                    TryRegister(subject, random);
                    break;
                default:
                    Restart(subject);
                    break;
            }

            Thread.Sleep(random.Next(4));
        }
    }

    private void Replace(int index, Random random)
    {
        Subject former = _subjects[index];
        history.Add($"remove {former.Recorder}");
        try
        {
            _runtime.StopAndRemoveRecorder(_runtime.RecorderIds.First(id => _runtime.GetRecorder(id) == former.Recorder));
        }
        catch (RecorderStopException)
        {
            former.Recorder.Status.ShouldBe(RecorderStatus.Faulted);
        }

        Subject[] next = [.. _subjects];
        next[index] = Create(random);
        _retired.Enqueue(former);
        Volatile.Write(ref _subjects, next);
    }

    private void Restart(Subject subject)
    {
        try
        {
            subject.Recorder.Stop();
            subject.Recorder.Start();
            totals.Restarts++;
        }
        catch (MetricsException) when (subject.Recorder.Status == RecorderStatus.Faulted)
        {
            // sabotage
        }
    }

    private static void TryRegister(Subject subject, Random random)
    {
        try
        {
            subject.Recorder.RegisterMetric(new Counter<AuditEvent>($"extra{random.Next(3)}"));
        }
        catch (RecorderStateException) when (subject.Recorder.Status == RecorderStatus.Faulted)
        {
            // sabotage
        }
    }

    private void Read(Random random)
    {
        CoherenceReader reader = default;
        while (!_done.IsCancellationRequested)
        {
            Subject[] subjects = Volatile.Read(ref _subjects);
            Subject subject = subjects[random.Next(subjects.Length)];
            reader.Begin();
            subject.Recorder.ReadSnapshots(ref reader);
            RecorderStatistics books = subject.Recorder.Statistics;
            books.Pending.ShouldBeGreaterThanOrEqualTo(0);
            _runtime.Statistics.Pending.ShouldBeGreaterThanOrEqualTo(0);
            totals.Reads++;
        }
    }

    private delegate bool SendEvent(in AuditEvent metricEvent);
}
