using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.StressTests;

/// <summary>
/// One recorder under test, and the oracle's account of it: what each channel attempted, what was accepted, and what the
/// recorder must answer for in the end. A channel is one thread's stream of events through one way in.
/// </summary>
internal sealed class Subject
{
    private readonly long[] _attempted;
    private readonly long[] _accepted;
    private readonly int? _pendingLimit;

    public Subject(MetricsRecorder recorder, int channels, int? pendingLimit)
    {
        Recorder = recorder;
        _pendingLimit = pendingLimit;
        Audit = new AuditMetric(channels);
        _attempted = new long[channels];
        _accepted = new long[channels];
        recorder.Register(Audit);
        recorder.Register(new Mirror());
        recorder.Register(Spread);
    }

    public MetricsRecorder Recorder { get; }

    /// <summary>A state of several kilobytes, whose buckets must sum up to the number of events.</summary>
    public Histogram<AuditEvent> Spread { get; } = new(
        "spread",
        static (in AuditEvent e) => e.Producer,
        options: new HistogramOptions { HighestValue = 1_000_000, Bounds = [1_000_000], OutOfRange = OutOfRangePolicy.Clamp });

    public AuditMetric Audit { get; }

    /// <summary>Any thread: never less than the recorder's books show at the same time.</summary>
    public long Attempted => Sum(_attempted);

    /// <summary>Any thread: never more than the recorder's books show afterwards.</summary>
    public long Accepted => Sum(_accepted);

    /// <summary>The sequence of a channel's next event: accepted events are numbered without gaps. A channel's own thread only.</summary>
    public long Next(int channel) => _accepted[channel];

    /// <summary>To be called before the call that is counted. A channel's own thread only.</summary>
    public void CountAttempts(int channel, long events) => Volatile.Write(ref _attempted[channel], _attempted[channel] + events);

    /// <summary>To be called after the call that is counted. A channel's own thread only.</summary>
    public void CountAccepted(int channel, long events) => Volatile.Write(ref _accepted[channel], _accepted[channel] + events);

    /// <summary>What must hold at any time, however busy everybody is. Any thread.</summary>
    public void ShouldBePlausible()
    {
        RecorderStatistics books = Recorder.Statistics;
        long attempted = Attempted;
        string who = $"{Recorder} {books}, attempted {attempted}";
        books.Pending.ShouldBeGreaterThanOrEqualTo(0, who);
        (books.Processed + books.Discarded + books.Dropped).ShouldBeLessThanOrEqualTo(attempted, who);
    }

    /// <summary>What must hold while the loop stands still. The thread that drives it.</summary>
    public void ShouldRespectItsLimit()
    {
        if (_pendingLimit is { } limit) Recorder.Statistics.Pending.ShouldBeLessThanOrEqualTo(limit, $"{Recorder}");
    }

    /// <summary>The books of a recorder whose producers and loop are quiet.</summary>
    /// <param name="ending">How the loop ended.</param>
    public void ShouldBalance(Ending ending)
    {
        RecorderStatistics books = Recorder.Statistics;
        string who = $"{Recorder} {books}, last error {Recorder.LastError?.GetType().Name}";
        Audit.Torn.ShouldBe(0, who);
        Audit.Duplicated.ShouldBe(0, who);
        Audit.Reordered.ShouldBe(0, who);
        books.Attempted.ShouldBe(Attempted, who);
        books.Accepted.ShouldBe(Accepted, who);
        if (ending == Ending.Quiet) books.Pending.ShouldBe(0, who);

        // The event that somebody threw at had reached the audit before, and where metrics take runs, so had its whole run; what
        // not every metric was offered counts as discarded. Once given up, a recorder keeps that error, and a later fault
        // shows in the books only.
        bool faulted = Recorder.LastError is MetricFaultedException or { InnerException: MetricFaultedException };
        bool mayHaveFaulted = faulted || ending == Ending.Blocked;
        Spread.Snapshot()["count"].ToInt64().ShouldBe(Audit.Received, who);
        int most = Recorder is MoodyRecorder ? 1 : EventRun<AuditEvent>.MaxEvents;
        Audit.Received.ShouldBeInRange(books.Processed + (faulted ? 1 : 0), books.Processed + (mayHaveFaulted ? most : 0), who);
        ((long)Audit.Missing).ShouldBeLessThanOrEqualTo(books.Discarded + books.Pending, who);
        if (books.Discarded + books.Pending == 0) Audit.ShouldHaveReceivedExactly(_accepted);
        if (Recorder is MoodyRecorder moody) moody.AuditChanges.ShouldBe(Audit.Received, who);
    }

    private static long Sum(long[] counts)
    {
        long sum = 0;
        for (int i = 0; i < counts.Length; i++) sum += Volatile.Read(ref counts[i]);
        return sum;
    }
}
