using System.Collections.Concurrent;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.StressTests;

/// <summary>
/// One loop with the recorders that live in it and the oracle's account of them. Producers, chaos and auditors meet here.
/// </summary>
internal abstract class Arena(string name, int channels, History history, bool isSingle)
{
    private readonly ConcurrentQueue<Subject> _all = new();
    private readonly Lock _changing = new();
    private Subject[] _subjects = [];
    private long _passersByAttempted;
    private long _passersByAccepted;
    private int _created;

    /// <summary>Only the first producer, and nobody else, may publish here.</summary>
    public bool IsSingle => isSingle;

    public string Name => name;

    /// <summary>Those that producers choose from.</summary>
    public Subject[] Subjects => Volatile.Read(ref _subjects);

    /// <summary>Every one that ever was.</summary>
    public IEnumerable<Subject> All => _all;

    public abstract RuntimeStatistics Statistics { get; }

    /// <summary>Events handed in by anybody. Never less than the books show at the same time.</summary>
    public long Attempted => Volatile.Read(ref _passersByAttempted) + _all.Sum(static s => s.Attempted);

    /// <summary>Events taken. Never more than the books show afterwards.</summary>
    public long Accepted => Volatile.Read(ref _passersByAccepted) + _all.Sum(static s => s.Accepted);

    /// <summary>The channel of the loop's own thread, where that is always the same one; otherwise null.</summary>
    protected abstract int? LoopChannel { get; }

    /// <summary>Fills the arena and sets the loop going.</summary>
    public void Open(Random random)
    {
        StartLoop();
        _subjects = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Create(random))];
    }

    /// <summary>Waits until everything accepted so far is applied or discarded; false when the time is over.</summary>
    public abstract bool CatchUp(TimeSpan timeout);

    /// <summary>Checks a coherent cut over all recorders, where the loop offers one.</summary>
    public abstract void CheckCapture();

    /// <summary>Ends the loop, also under fire.</summary>
    public abstract void Close();

    /// <summary>Removes a subject and puts a new one in its place.</summary>
    public void Replace(Random random)
    {
        lock (_changing)
        {
            int index = random.Next(_subjects.Length);
            history.Add($"{name}: remove {_subjects[index].Recorder}");
            try
            {
                Remove(_subjects[index].Recorder);
            }
            catch (RecorderStopException)
            {
                _subjects[index].Recorder.Status.ShouldBe(RecorderStatus.Faulted);
            }

            Subject[] next = [.. _subjects];
            next[index] = Create(random);
            Volatile.Write(ref _subjects, next);
        }
    }

    /// <summary>A recorder that comes, counts a little and is forgotten: its place in the loop's table goes to others.</summary>
    public void PassBy(Random random)
    {
        MetricsRecorder recorder = Make(NextId(), new RecorderOptions());
        recorder.Register(new Counter<PassingEvent>("count"));
        int events = isSingle ? 0 : random.Next(30);
        for (int i = 0; i < events; i++)
        {
            Interlocked.Increment(ref _passersByAttempted);
            if (recorder.TryRegisterEvent(default(PassingEvent))) Interlocked.Increment(ref _passersByAccepted);
        }

        Remove(recorder);
    }

    /// <summary>Takes a recorder that somebody else made into the account.</summary>
    protected Subject Adopt(MetricsRecorder recorder, int? limit = null)
    {
        Subject subject = new(recorder, channels, limit);
        _all.Enqueue(subject);
        return subject;
    }

    protected abstract void StartLoop();

    protected abstract MetricsRecorder Make(string id, RecorderOptions options);

    protected abstract MetricsRecorder Make(string id, Func<RecorderContext, MetricsRecorder> factory);

    protected abstract void Remove(MetricsRecorder recorder);

    private string NextId() => $"{name}.{Interlocked.Increment(ref _created)}";

    private Subject Create(Random random)
    {
        RecorderOptions options = new()
        {
            OverflowPolicy = (OverflowPolicy)random.Next(3),
            WaitTimeout = TimeSpan.FromMilliseconds(random.Next(3)),
            MaxPendingEvents = random.Next(3) == 0 ? random.Next(1, 50) : null,
            HoldingCapacity = random.Next(1, 100),
        };
        string id = NextId();
        MetricsRecorder? recorder = null;
        if (random.Next(3) == 0) recorder = TryMakeMoody(id, random);
        int? limit = recorder is null ? options.MaxPendingEvents : null;
        recorder ??= Make(id, options);

        Subject subject = Adopt(recorder, limit);
        if (LoopChannel is { } loop && _subjects.Length > 0 && random.Next(4) == 0)
            recorder.Register(new Relay(_subjects[random.Next(_subjects.Length)], loop, random.Next(2, 200)));
        if (random.Next(8) == 0) recorder.Register(new Sleeper(random.Next(1000, 100_000), random.Next(1, 20)));
        if (random.Next(4) == 0) recorder.Register(new Saboteur(random.Next(1, 100_000)));
        history.Add(
            $"{name}: create {recorder}, {options.OverflowPolicy}, at most {limit}, "
            + $"{string.Join(' ', recorder.Metrics.Select(static m => m.Name))}");
        return subject;
    }

    // Null when its first start failed, as it was told to: then nothing of it may remain.
    private MetricsRecorder? TryMakeMoody(string id, Random random)
    {
        Mood mood = new(random.Next(6), random.Next(6), random.Next(6), random.Next(3) == 0 ? random.Next(1, 100_000) : 0);
        try
        {
            history.Add($"{name}: {id} is moody, {mood}");
            return Make(id, context => new MoodyRecorder(context, mood));
        }
        catch (RecorderStartException failed)
        {
            failed.InnerException.ShouldBeOfType<Sabotage>();
            mood.FailsAtStart.ShouldBe(1);
            return null;
        }
    }
}
