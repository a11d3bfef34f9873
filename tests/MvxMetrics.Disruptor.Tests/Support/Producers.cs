using System.Runtime.ExceptionServices;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Threads that start together, and whose failures become the test's.</summary>
internal static class Producers
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);

    /// <summary>Runs an action on several threads at once and waits for all of them.</summary>
    public static void Run(int threads, Action<int> action)
    {
        using Barrier start = new(threads);
        ExceptionDispatchInfo? failure = null;
        Thread[] all = new Thread[threads];
        for (int i = 0; i < threads; i++)
        {
            int index = i;
            all[i] = new Thread(() =>
            {
                try
                {
                    start.SignalAndWait(s_deadline);
                    action(index);
                }
#pragma warning disable CA1031 // rethrown on the test's thread
                catch (Exception error)
#pragma warning restore CA1031
                {
                    failure = ExceptionDispatchInfo.Capture(error);
                }
            })
            { IsBackground = true };
            all[i].Start();
        }

        foreach (Thread thread in all) thread.Join(s_deadline).ShouldBeTrue("a producer thread did not end in time");
        failure?.Throw();
    }

    /// <summary>Sends numbered events until so many were accepted; returns how many attempts that took.</summary>
    public static long SendAccepted(int producer, long count, Func<AuditEvent, bool> send)
    {
        long attempts = 0;
        SpinWait spin = default;
        for (long sequence = 0; sequence < count;)
        {
            attempts++;
            if (send(new AuditEvent(producer, sequence))) sequence++;
            else spin.SpinOnce();
        }

        return attempts;
    }
}
