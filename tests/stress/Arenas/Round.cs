using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace MvxMetrics.Disruptor.StressTests;

/// <summary>
/// One round: random loops, random producers, and chaos beside them; then they end in one of several ways, and the books
/// are compared. Every decision comes from the seed; the interleaving does not, so a seed repeats a mix and not a schedule.
/// </summary>
internal sealed class Round(int seed, History history, Totals totals)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Random _random = new(seed);
    private readonly CancellationTokenSource _done = new();
    private readonly CancellationTokenSource _quiet = new();
    private readonly List<Thread> _threads = [];
    private ExceptionDispatchInfo? _failure;

    public void Run()
    {
        int producers = _random.Next(1, (8 * Environment.ProcessorCount) + 1);
        Arena[] arenas = [.. Enumerable.Range(0, _random.Next(1, 4)).Select(i => MakeArena(i, Producer.ChannelsFor(producers)))];
        Ending ending = (Ending)_random.Next(arenas[0] is RuntimeArena && !arenas[0].IsSingle ? 3 : 2);
        history.Add($"{producers} producers, {arenas.Length} loops, ending {ending}");
        foreach (Arena arena in arenas) arena.Open(_random);

        List<Thread> crowd = [];
        for (int p = 0; p < producers; p++)
        {
            int number = p;
            crowd.Add(Start($"producer {p}", random => ProduceInGenerations(number, arenas, random)));
        }

        for (int i = _random.Next(1, 3); i > 0; i--) crowd.Add(Start($"chaos {i}", new Chaos(arenas, totals, _quiet.Token).Run));
        Auditor[] auditors = [new(arenas, totals, _quiet.Token), new(arenas, totals, _quiet.Token)];
        foreach (Auditor auditor in auditors) crowd.Add(Start("auditor", auditor.Run));

        _done.Token.WaitHandle.WaitOne(_random.Next(200, 1500));
        if (ending != Ending.Quiet)
        {
            // The chaos ends first: what it checks is not promised by a loop that is closing.
            _quiet.Cancel();
            foreach (Thread thread in crowd.Skip(producers)) Join(thread);
            _failure?.Throw();
            foreach (Arena arena in arenas) Close(arena, ending);
        }

        _done.Cancel();
        _quiet.Cancel();
        foreach (Thread thread in crowd) Join(thread);
        _failure?.Throw();
        if (ending == Ending.Quiet)
        {
            foreach (Arena arena in arenas)
            {
                arena.CatchUp(s_patience).ShouldBeTrue($"{arena.Name} did not catch up: {arena.Statistics}");
                Balance(arena, ending);
                arena.Close();
            }

            foreach (Auditor auditor in auditors) auditor.ShouldHaveSeenEveryIncrementOnce();
        }

        foreach (Arena arena in arenas) Eventually(() => Balance(arena, ending));
        foreach (Thread thread in _threads) Join(thread);
        _failure?.Throw();
        foreach (Arena arena in arenas) totals.Add(arena);
        totals.CountEnding(ending);
    }

    private static void Close(Arena arena, Ending ending)
    {
        if (ending == Ending.Blocked && arena is RuntimeArena runtime && !arena.IsSingle) runtime.CloseBlocked();
        else arena.Close();
    }

    private static void Balance(Arena arena, Ending ending)
    {
        foreach (Subject subject in arena.All) subject.ShouldBalance(ending);
        RuntimeStatistics books = arena.Statistics;
        string who = $"{arena.Name} {books}";
        books.Attempted.ShouldBe(arena.Attempted, who);
        books.Accepted.ShouldBe(arena.Accepted, who);
        books.LanesLeased.ShouldBeLessThanOrEqualTo(books.LaneCount, who);
        books.Pending.ShouldBeGreaterThanOrEqualTo(0, who);
        if (ending == Ending.Quiet) books.Pending.ShouldBe(0, who);
    }

    // A loop that was given up may still be on its way out.
    private static void Eventually(Action check)
    {
        long started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                check();
                return;
            }
            catch (ShouldAssertException) when (Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(10))
            {
                Thread.Sleep(1);
            }
        }
    }

    private static void Join(Thread thread) => thread.Join(s_patience).ShouldBeTrue($"{thread.Name} did not end");

    // One thread after the other, so that lanes are inherited from the dead.
    private void ProduceInGenerations(int number, Arena[] arenas, Random random)
    {
        for (int generation = 0; generation < Producer.Generations; generation++)
        {
            Producer producer = new(number, generation, arenas, _done.Token);
            Join(Start($"producer {number}.{generation}", producer.Run, random.Next()));
        }
    }

    private Thread Start(string name, Action<Random> work) => Start(name, work, _random.Next());

    private Thread Start(string name, Action<Random> work, int threadSeed)
    {
        Thread thread = new(() =>
        {
            try
            {
                work(new Random(threadSeed));
            }
#pragma warning disable CA1031 // rethrown by the round
            catch (Exception error)
#pragma warning restore CA1031
            {
                Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(error), null);
                _done.Cancel();
            }
        })
        { Name = name, IsBackground = true };
        lock (_threads) _threads.Add(thread);
        thread.Start();
        return thread;
    }

    // The first arena takes any producer.
    private Arena MakeArena(int index, int channels)
    {
        MetricsEventLoopOptions loop = RandomLoop(index == 0 ? _random.Next(2) : _random.Next(3));
        bool isManual = _random.Next(3) == 0;
        history.Add(
            $"loop {index}: {(isManual ? "manual" : "runtime")}, {loop.ProducerMode}, "
            + $"{loop.LaneCount} lanes of {loop.LaneBytes} bytes, shared "
            + $"{loop.SharedLaneBytes}, polled each {loop.PollInterval.TotalMicroseconds} us, "
            + $"batches of {loop.BatchLimit}, {loop.WaitStrategy.GetType().Name}");
        return isManual
            ? new ManualArena($"manual{index}", channels, history, loop, new Random(_random.Next()), (name, work) => Start(name, work))
            : new RuntimeArena(
                $"runtime{index}", channels, history, new MetricsRuntimeOptions { EventLoop = loop }, logs: _random.Next(4) == 0);
    }

    private MetricsEventLoopOptions RandomLoop(int mode) => new()
    {
        ProducerMode = (ProducerMode)mode,
        LaneCount = _random.Next(1, 9),
        LaneBytes = 1024 << _random.Next(10),
        SharedLaneBytes = 1024 << _random.Next(10),
        PollInterval = TimeSpan.FromMicroseconds(_random.Next(3) * 50),
        BatchLimit = 1 << _random.Next(13),
        WaitStrategy = _random.Next(5) switch
        {
            0 => WaitStrategy.BusySpin,
            1 => WaitStrategy.Yielding,
            2 => WaitStrategy.Blocking,
            3 => new MoodyWaitStrategy(_random.Next(), _random.Next(1, 5000)),
            _ => WaitStrategy.Adaptive,
        },
    };
}
