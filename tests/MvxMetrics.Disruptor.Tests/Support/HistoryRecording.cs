namespace MvxMetrics.Disruptor.Tests;

/// <summary>Makes calls on several threads at once and records their history.</summary>
internal static class HistoryRecording
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    public static List<HistoryCall<TOperation>> Of<TOperation>(TOperation[][] threads, Func<TOperation, string> perform)
    {
        long clock = 0;
        List<HistoryCall<TOperation>> calls = [];
        using Barrier start = new(threads.Length);
        List<Thread> running = [];
        for (int t = 0; t < threads.Length; t++)
        {
            int number = t;
            Thread thread = new(() =>
            {
                start.SignalAndWait();
                foreach (TOperation operation in threads[number])
                {
                    long began = Interlocked.Increment(ref clock);
                    string outcome = Describe(operation, perform);
                    long ended = Interlocked.Increment(ref clock);
                    lock (calls) calls.Add(new HistoryCall<TOperation>(number, operation, began, ended, outcome));
                }
            })
            { IsBackground = true };
            thread.Start();
            running.Add(thread);
        }

        foreach (Thread thread in running) thread.Join(s_patience).ShouldBeTrue("a call did not return");
        return calls;
    }

    public static string Print<TOperation>(IEnumerable<HistoryCall<TOperation>> calls) =>
        string.Join(Environment.NewLine, calls.OrderBy(static c => c.Began));

    private static string Describe<TOperation>(TOperation operation, Func<TOperation, string> perform)
    {
        try
        {
            return perform(operation);
        }
        catch (RecorderStateException refused)
        {
            return $"refused: {refused.Actual}";
        }
        catch (RuntimeStateException refused)
        {
            return $"refused: {refused.Actual}";
        }
        catch (MetricsException failed)
        {
            return failed.GetType().Name;
        }
    }
}
