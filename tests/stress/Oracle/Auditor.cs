namespace MvxMetrics.Disruptor.StressTests;

/// <summary>Compares the library's books with the oracle's account all the time, and reads snapshots.</summary>
internal sealed class Auditor(Arena[] arenas, Totals totals, CancellationToken done)
{
    private readonly Dictionary<Subject, (SnapshotBaseline Seen, DeltaReader Reader)> _deltas = [];

    public void Run(Random random)
    {
        CoherenceReader reader = default;
        while (!done.IsCancellationRequested)
        {
            Arena arena = arenas[random.Next(arenas.Length)];
            Subject subject = arena.Subjects[random.Next(arena.Subjects.Length)];
            subject.ShouldBePlausible();
            for (int i = 0; i < 20; i++) Read(subject, ref reader);
            ReadDelta(subject);
            Compare(arena);
        }
    }

    /// <summary>Once all is quiet: what came between any two reads adds up to all there was. After <see cref="Run"/>.</summary>
    public void ShouldHaveSeenEveryIncrementOnce()
    {
        foreach (Subject subject in _deltas.Keys.ToArray())
            ReadDelta(subject).ShouldBe(subject.Spread.Snapshot()["count"].ToInt64(), $"{subject.Recorder}, differences added up");
    }

    private long ReadDelta(Subject subject)
    {
        (SnapshotBaseline seen, DeltaReader reader) = _deltas.GetValueOrDefault(subject, (new SnapshotBaseline(), default));
        subject.Recorder.ReadSnapshots(ref reader, seen);
        _deltas[subject] = (seen, reader);
        return reader.Sum;
    }

    private void Read(Subject subject, ref CoherenceReader reader)
    {
        reader.Begin();
        subject.Recorder.ReadSnapshots(ref reader);
        long shown = reader.Count;
        shown.ShouldBeLessThanOrEqualTo(subject.Attempted, $"{subject.Recorder}: more than ever came");

        reader.Begin();
        subject.Recorder.ReadSnapshots(ref reader);
        reader.Count.ShouldBeGreaterThanOrEqualTo(shown, $"{subject.Recorder}: back in time");
        totals.CountReads(2);
    }

    private static void Compare(Arena arena)
    {
        long accepted = arena.Accepted;
        RuntimeStatistics books = arena.Statistics;
        long attempted = arena.Attempted;
        string who = $"{arena.Name} {books}, oracle: accepted {accepted}, attempted {attempted}";
        books.Accepted.ShouldBeGreaterThanOrEqualTo(accepted, who);
        books.Accepted.ShouldBeLessThanOrEqualTo(attempted, who);
        books.Pending.ShouldBeGreaterThanOrEqualTo(0, who);
        (books.Accepted + books.Dropped).ShouldBeLessThanOrEqualTo(attempted, who);
    }
}
