using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <content>Flush: true means applied.</content>
internal sealed partial class MetricsRuntimeTests
{
    [Test]
    public void A_flush_that_returns_true_means_that_everything_published_before_is_applied()
    {
        MetricsRecorder recorder = Runtime.CreateRecorder("r");
        Counter<Tick> counter = new("c");
        recorder.Register(counter);
        long sent = 0;
        for (int round = 0; round < 2_000; round++)
        {
            for (int i = 0; i <= round % 7; i++, sent++) recorder.RegisterEvent(new Tick(1)).ShouldBeTrue();
            if (round % 2 == 0) Flush();
            else Runtime.FlushAsync().WaitAsync(Patience).GetAwaiter().GetResult();
            counter.Read().Total.ShouldBe(sent);
        }
    }

    [Test]
    public void A_flush_ends_while_other_threads_go_on_publishing()
    {
        MetricsRecorder recorder = Runtime.CreateRecorder("r");
        using CancellationTokenSource done = new();
        Producers.Run(3, thread =>
        {
            if (thread == 0)
            {
                for (int i = 0; i < 50; i++) Flush();
                done.Cancel();
                return;
            }

            while (!done.IsCancellationRequested) recorder.TryRegisterEvent(new Tick(1));
        });
    }

    [Test]
    public void A_flush_behind_a_blocked_handler_gives_up_in_time()
    {
        MetricsRecorder recorder = Runtime.CreateRecorder("r");
        using ManualResetEventSlim go = new();
        recorder.Register(new ProbeMetric(_ => go.Wait(Patience)));
        recorder.RegisterEvent(new Tick(1));

        Runtime.Flush(TimeSpan.FromMilliseconds(50)).ShouldBeFalse();
        using CancellationTokenSource cancelled = new(TimeSpan.FromMilliseconds(50));
        Should.Throw<OperationCanceledException>(() => Runtime.FlushAsync(cancelled.Token).GetAwaiter().GetResult());

        go.Set();
        Flush();
    }

    [Test]
    public void Bad_time_limits_are_refused()
    {
        foreach (TimeSpan bad in (TimeSpan[])[TimeSpan.FromMilliseconds(-2), TimeSpan.MaxValue])
        {
            Should.Throw<ArgumentOutOfRangeException>(() => Runtime.Flush(bad)).ParamName.ShouldBe("timeout");
            Should.Throw<ArgumentOutOfRangeException>(() => Runtime.Shutdown(bad)).ParamName.ShouldBe("timeout");
        }

        Runtime.Flush(TimeSpan.Zero);
        Runtime.Flush(Timeout.InfiniteTimeSpan).ShouldBeTrue();
    }
}
