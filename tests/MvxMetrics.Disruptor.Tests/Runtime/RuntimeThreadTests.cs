namespace MvxMetrics.Disruptor.Tests;

/// <summary>The runtime's thread: up in time or an error that says why, and its end told whatever it was.</summary>
[TestFixture]
internal sealed class RuntimeThreadTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Test]
    public void It_drives_the_loop_until_that_is_to_stop()
    {
        (RuntimeThread thread, MetricsEventLoop loop) = New(new MetricsRuntimeOptions());
        thread.Start();
        FlushCommand flush = new();
        loop.PostFlush(flush).ShouldBeTrue();
        flush.Done.Wait(s_patience).ShouldBeTrue("somebody drives the loop");
        thread.Ended.IsCompleted.ShouldBeFalse();

        loop.RequestStop();

        EndOf(thread).ShouldBeNull("an orderly end");
        ((IRecorderHost)loop).IsClosed.ShouldBeTrue();
    }

    [Test]
    public void What_throws_before_it_drives_is_the_starts_error_and_its_end_and_closes_the_loop()
    {
        DivideByZeroException cause = new();
        (RuntimeThread thread, MetricsEventLoop loop) = New(new MetricsRuntimeOptions { ThreadStarting = () => throw cause });

        RuntimeStartException error = Should.Throw<RuntimeStartException>(thread.Start);

        error.Message.ShouldBe("Start failed: runtime 'app' did not come up: DivideByZeroException, see the inner exception.");
        error.InnerException.ShouldBeSameAs(cause);
        EndOf(thread).ShouldBeSameAs(cause);
        ((IRecorderHost)loop).IsClosed.ShouldBeTrue();
    }

    [Test]
    [Platform("Linux")]
    public void A_processor_that_the_system_refuses_is_an_error_of_the_start()
    {
        (RuntimeThread thread, _) = New(new MetricsRuntimeOptions { Processor = 5000 });
        RuntimeStartException error = Should.Throw<RuntimeStartException>(thread.Start);
        error.Message.ShouldBe("Start failed: runtime 'app' did not come up: InvalidOperationException, see the inner exception.");
        error.InnerException!.Message.ShouldContain("processor 5000");
    }

    [Test]
    public void A_thread_that_is_not_up_in_time_is_given_up_and_ends_without_having_waited()
    {
        using ManualResetEventSlim go = new();
        (RuntimeThread thread, MetricsEventLoop loop) = New(new MetricsRuntimeOptions
        {
            StartTimeout = TimeSpan.FromMilliseconds(30),
            ThreadStarting = () => go.Wait(s_patience).ShouldBeTrue(),
            EventLoop = { WaitStrategy = new ParkingForEver() },
        });

        RuntimeStartException error = Should.Throw<RuntimeStartException>(thread.Start);

        error.Message.ShouldBe(
            "Start failed: runtime 'app' did not come up: its thread was not up within 30 ms; allow more time or relieve the machine.");
        error.InnerException.ShouldBeNull();
        thread.Ended.IsCompleted.ShouldBeFalse();
        go.Set();
        EndOf(thread).ShouldBeNull();
        ((IRecorderHost)loop).IsClosed.ShouldBeTrue();
    }

    [Test]
    public void It_starts_once()
    {
        (RuntimeThread thread, _) = New(new MetricsRuntimeOptions());
        thread.Start();
        RuntimeStartException error = Should.Throw<RuntimeStartException>(thread.Start);
        error.Message.ShouldContain("ThreadStateException, see the inner exception");
        error.InnerException.ShouldBeOfType<ThreadStateException>();
        thread.Ended.IsCompleted.ShouldBeFalse("the first goes on");
        thread.LetGo();
        EndOf(thread).ShouldBeNull();
    }

    [Test]
    public void A_thread_that_is_let_go_keeps_no_process_alive_and_ends()
    {
        Thread own = null!;
        (RuntimeThread thread, MetricsEventLoop loop) = New(new MetricsRuntimeOptions
        {
            IsBackground = false,
            ThreadStarting = () => own = Thread.CurrentThread,
        });
        thread.Start();
        using ManualResetEventSlim inside = new();
        using ManualResetEventSlim go = new();
        ((IRecorderHost)loop).Post(new ActionCommand(() =>
        {
            inside.Set();
            go.Wait(s_patience).ShouldBeTrue();
        })).ShouldBeTrue();
        inside.Wait(s_patience).ShouldBeTrue();
        own.IsBackground.ShouldBeFalse();

        thread.LetGo();

        own.IsBackground.ShouldBeTrue();
        go.Set();
        EndOf(thread).ShouldBeNull();
        own.Join(s_patience).ShouldBeTrue();
        Should.NotThrow(thread.LetGo, "it has ended");
    }

    [Test]
    public void Letting_go_of_a_thread_that_never_started_is_no_error()
    {
        (RuntimeThread thread, _) = New(new MetricsRuntimeOptions());
        Should.NotThrow(thread.LetGo);
        thread.Ended.IsCompleted.ShouldBeFalse();
    }

    private static Exception? EndOf(RuntimeThread thread) => thread.Ended.WaitAsync(s_patience).GetAwaiter().GetResult();

    private static (RuntimeThread Thread, MetricsEventLoop Loop) New(MetricsRuntimeOptions options)
    {
        options.Namespace = "app";
        MetricsEventLoop loop = new(options.EventLoop, OverflowPolicy.DropNewest, null, hasOwnThread: true);
        return (new RuntimeThread(options, loop), loop);
    }

    private sealed class ParkingForEver : WaitStrategy
    {
        protected internal override void Wait(in WaitContext context) => context.Park(TimeSpan.FromDays(1));
    }
}
