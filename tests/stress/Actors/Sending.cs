namespace MvxMetrics.Disruptor.StressTests;

/// <summary>One way in: any of the calls that take one event.</summary>
internal delegate bool SendEvent(in AuditEvent metricEvent);

/// <summary>Sends audit events and keeps the oracle's account: attempts before the call, acceptance after it.</summary>
internal static class Sending
{
    public static bool One(Subject subject, int channel, SendEvent send)
    {
        subject.CountAttempts(channel, 1);
        bool accepted = false;
        try
        {
            accepted = send(new AuditEvent(channel, subject.Next(channel)));
        }
        catch (MetricsException refused) when (IsRefusal(refused))
        {
            // attempted and not accepted
        }

        if (accepted) subject.CountAccepted(channel, 1);
        return accepted;
    }

    public static void Batch(Subject subject, int channel, Span<AuditEvent> batch)
    {
        for (int i = 0; i < batch.Length; i++) batch[i] = new AuditEvent(channel, subject.Next(channel) + i);
        subject.CountAttempts(channel, batch.Length);
        int accepted = 0;
        try
        {
            accepted = subject.Recorder.RegisterEvents<AuditEvent>(batch);
        }
        catch (RecorderOverflowException full)
        {
            accepted = full.Accepted;
        }
        catch (MetricsException refused) when (IsRefusal(refused))
        {
            // none was accepted
        }

        subject.CountAccepted(channel, accepted);
    }

    // The plain base class: a recorder that was never started meets a loop that has closed.
    private static bool IsRefusal(MetricsException error) =>
        error is RecorderStateException or RecorderOverflowException || error.GetType() == typeof(MetricsException);
}
