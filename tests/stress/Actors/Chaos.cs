using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.StressTests;

/// <summary>What happens to recorders while their producers know nothing of it.</summary>
internal sealed class Chaos(Arena[] arenas, Totals totals, CancellationToken done)
{
    public void Run(Random random)
    {
        while (!done.IsCancellationRequested)
        {
            Arena arena = arenas[random.Next(arenas.Length)];
            switch (random.Next(10))
            {
                case 0:
                    CollectGarbage(random);
                    break;
                case 1:
                    arena.Replace(random);
                    break;
                case 2:
                    Flush(arena, random);
                    break;
                case 3:
                    arena.CheckCapture();
                    break;
                case 4:
                    TryRegister(Choose(arena, random), random);
                    break;
                case 5:
                    arena.PassBy(random);
                    break;
                default:
                    Restart(Choose(arena, random));
                    break;
            }

            Thread.Sleep(random.Next(4));
        }
    }

    private static Subject Choose(Arena arena, Random random) => arena.Subjects[random.Next(arena.Subjects.Length)];

    private static void CollectGarbage(Random random)
    {
        GC.Collect(random.Next(3), GCCollectionMode.Forced, blocking: true);
        if (random.Next(2) == 0) GC.WaitForPendingFinalizers(); // places and lanes of the forgotten come back
    }

    // What was accepted before a flush is done afterwards: per recorder, not only in sum.
    private static void Flush(Arena arena, Random random)
    {
        if (arena is not RuntimeArena) return;
        (Subject Subject, long Accepted)[] before = [.. arena.Subjects.Select(static s => (s, s.Accepted))];
        if (!arena.CatchUp(TimeSpan.FromMilliseconds(random.Next(20)))) return;

        foreach ((Subject subject, long accepted) in before)
        {
            RecorderStatistics books = subject.Recorder.Statistics;
            (books.Processed + books.Discarded).ShouldBeGreaterThanOrEqualTo(accepted, $"flushed: {subject.Recorder} {books}");
        }
    }

    private void Restart(Subject subject)
    {
        try
        {
            subject.Recorder.Stop();
            subject.Recorder.Start();
            totals.CountRestart();
        }
        catch (MetricsException) when (subject.Recorder.Status == RecorderStatus.Faulted)
        {
            // sabotage
        }
        catch (RecorderStateException)
        {
            // another thread starts or stops it, or nobody has started it yet
        }
    }

    private static void TryRegister(Subject subject, Random random)
    {
        try
        {
            subject.Recorder.Register(new Counter<AuditEvent>($"extra{random.Next(3)}"));
        }
        catch (RecorderStateException)
        {
            // stopped by another thread, or sabotage
        }
    }
}
