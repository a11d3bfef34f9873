namespace MvxMetrics.Disruptor.Tests;

/// <summary>A hook is inside its own operation until it ends, and what it leaves running is not.</summary>
[TestFixture]
internal sealed class HookScopeTests : RuntimeFixture
{
    [Test]
    public void Inside_is_who_entered_and_for_that_recorder_only()
    {
        MetricsRecorder own = Runtime.CreateRecorder("own");
        MetricsRecorder other = Runtime.CreateRecorder("other");
        HookScope.IsInside(own).ShouldBeFalse();
        using (HookScope.Enter(own))
        {
            HookScope.IsInside(own).ShouldBeTrue();
            HookScope.IsInside(other).ShouldBeFalse();
            Producers.Run(1, _ => HookScope.IsInside(own).ShouldBeTrue("what the hook starts is part of it"));
            using (ExecutionContext.SuppressFlow())
                Producers.Run(1, _ => HookScope.IsInside(own).ShouldBeFalse("who does not flow from it is not"));
        }

        HookScope.IsInside(own).ShouldBeFalse();
    }

    [Test]
    public void What_a_hook_leaves_running_is_outside_once_the_hook_has_ended()
    {
        MetricsRecorder recorder = Runtime.CreateRecorder("r");
        using ManualResetEventSlim ended = new();
        using ManualResetEventSlim looked = new();
        Task<(bool During, bool After)> left;
        using (HookScope.Enter(recorder))
        {
            left = Task.Run(() =>
            {
                bool during = HookScope.IsInside(recorder);
                looked.Set();
                ended.Wait(Patience).ShouldBeTrue();
                return (during, HookScope.IsInside(recorder));
            });
            looked.Wait(Patience).ShouldBeTrue();
        }

        ended.Set();
        left.WaitAsync(Patience).GetAwaiter().GetResult().ShouldBe((true, false));
    }

    [Test]
    public void A_hook_that_waits_for_its_own_operation_is_refused_instead_of_deadlocking()
    {
        HookedRecorder recorder = Runtime.CreateRecorder("r", context => new HookedRecorder(context));
        Exception? refused = null;
        recorder.Stopped = _ =>
        {
            refused = Should.Throw<LoopReentrancyException>(recorder.Stop);
            return Task.CompletedTask;
        };

        recorder.Stop();

        refused.ShouldNotBeNull();
        recorder.Status.ShouldBe(RecorderStatus.Stopped);
    }

    [Test]
    public void What_a_hook_starts_and_leaves_running_may_stop_the_recorder_later_and_the_hook_itself_may_not()
    {
        TaskCompletionSource later = new();
        Task<Exception?> background = null!;
        Exception? refused = null;
        HookedRecorder recorder = Runtime.CreateRecorder("r", context =>
        {
            HookedRecorder created = new(context);
            created.Starting = async _ =>
            {
                background = Task.Run(async () =>
                {
                    await later.Task;
                    return await Record(created.StopAsync);
                });
                refused = await Record(created.StopAsync);
            };
            return created;
        });

        refused.ShouldBeOfType<LoopReentrancyException>();
        later.SetResult();
        background.WaitAsync(Patience).GetAwaiter().GetResult().ShouldBeNull();
        recorder.Status.ShouldBe(RecorderStatus.Stopped);

        static async Task<Exception?> Record(Func<CancellationToken, Task> call)
        {
            try
            {
                await call(CancellationToken.None);
                return null;
            }
            catch (MetricsException error)
            {
                return error;
            }
        }
    }
}
