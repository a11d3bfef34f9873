namespace MvxMetrics.Disruptor.Tests;

/// <summary>The queue of commands: in order, once each, and closed for good.</summary>
[TestFixture]
internal sealed class CommandQueueTests
{
    [Test]
    public void Commands_are_taken_in_the_order_of_their_posting()
    {
        CommandQueue queue = new();
        List<int> ran = [];
        for (int i = 0; i < 5; i++)
        {
            int number = i;
            queue.TryPost(new ActionCommand(() => ran.Add(number))).ShouldBeTrue();
        }

        queue.HasAny.ShouldBeTrue();
        for (LoopCommand? command = queue.TakeAll(); command is not null; command = command.Next) command.Execute();
        ran.ShouldBe([0, 1, 2, 3, 4]);
        queue.HasAny.ShouldBeFalse();
        queue.TakeAll().ShouldBeNull();
    }

    [Test]
    public void A_closed_queue_refuses_and_hands_out_what_was_waiting()
    {
        CommandQueue queue = new();
        ActionCommand waiting = new(static () => { });
        queue.TryPost(waiting).ShouldBeTrue();

        queue.Close().ShouldBeSameAs(waiting);

        queue.TryPost(new ActionCommand(static () => { })).ShouldBeFalse();
        queue.HasAny.ShouldBeFalse();
        queue.TakeAll().ShouldBeNull();
        queue.Close().ShouldBeNull();
    }

    [Test]
    public void Every_command_of_many_threads_runs_once_or_is_refused()
    {
        const int Threads = 4;
        const int Commands = 20_000;
        CommandQueue queue = new();
        int[] ran = new int[Threads * Commands];
        int[] next = new int[Threads];
        int refused = 0;
        int left = 0;

        Producers.Run(Threads + 1, thread =>
        {
            if (thread < Threads)
            {
                for (int i = 0; i < Commands; i++)
                {
                    (int number, int expected) = ((thread * Commands) + i, i);
                    bool posted = queue.TryPost(new ActionCommand(() =>
                    {
                        ran[number]++;
                        next[thread].ShouldBeLessThanOrEqualTo(expected);
                        next[thread] = expected + 1;
                    }));
                    if (!posted) Interlocked.Increment(ref refused);
                }

                return;
            }

            int taken = 0;
            SpinWait spin = default;
            while (taken < Threads * Commands / 2)
            {
                for (LoopCommand? command = queue.TakeAll(); command is not null; command = command.Next, taken++) command.Execute();
                spin.SpinOnce();
            }

            for (LoopCommand? command = queue.Close(); command is not null; command = command.Next) left++;
        });

        ran.ShouldAllBe(times => times <= 1);
        (ran.Sum() + left + refused).ShouldBe(Threads * Commands);
    }
}
