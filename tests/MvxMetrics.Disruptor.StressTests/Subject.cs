namespace MvxMetrics.Disruptor.StressTests;

/// <summary>
/// One recorder under test, and the oracle's account of it: what each channel attempted, what was accepted, and what the
/// recorder must answer for in the end. A channel is one thread's stream of events through one way in.
/// </summary>
internal sealed class Subject
{
    private readonly long[] _attempted;
    private readonly long[] _accepted;

    public Subject(MetricsRecorder recorder, int channels, long sabotageAt)
    {
        Recorder = recorder;
        Audit = new AuditMetric(channels);
        _attempted = new long[channels];
        _accepted = new long[channels];
        recorder.RegisterMetric(Audit);
        recorder.RegisterMetric(new Mirror());
        if (sabotageAt > 0) recorder.RegisterMetric(new Saboteur(sabotageAt));
    }

    public MetricsRecorder Recorder { get; }

    public AuditMetric Audit { get; }

    /// <summary>The sequence of a channel's next event: accepted events are numbered without gaps.</summary>
    public long Next(int channel) => _accepted[channel];

    /// <summary>A channel's own thread only.</summary>
    public void Count(int channel, long attempted, long accepted)
    {
        _attempted[channel] += attempted;
        _accepted[channel] += accepted;
    }

    public long Attempted => _attempted.Sum();

    public long Accepted => _accepted.Sum();

    /// <summary>The books of a recorder whose producers and loop are quiet.</summary>
    public void ShouldBalance()
    {
        RecorderStatistics books = Recorder.Statistics;
        string who = $"{Recorder} {books}";
        Audit.Torn.ShouldBe(0, who);
        Audit.Duplicated.ShouldBe(0, who);
        Audit.Reordered.ShouldBe(0, who);
        books.Attempted.ShouldBe(Attempted, who);
        books.Accepted.ShouldBe(Accepted, who);
        books.Pending.ShouldBe(0, who);

        // The event that the saboteur threw at had reached the audit before; it counts as discarded.
        bool sabotaged = Recorder.LastError is MetricFaultedException;
        Audit.Received.ShouldBe(books.Processed + (sabotaged ? 1 : 0), who);
        ((long)Audit.Missing).ShouldBeLessThanOrEqualTo(books.Discarded, who);
        if (books.Discarded == 0) Audit.ShouldHaveReceivedExactly(_accepted);
    }
}
