using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>The hooks under way: waited for, and forgotten when they have ended.</summary>
[TestFixture]
internal sealed class HookTasksTests
{
    [Test]
    public void Without_a_hook_there_is_nothing_to_wait_for()
    {
        HookTasks hooks = new();
        hooks.AllEnded.IsCompletedSuccessfully.ShouldBeTrue();
        hooks.Add(Task.CompletedTask);
        hooks.AllEnded.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Test]
    public void The_end_of_all_is_the_end_of_the_last_known_at_that_time()
    {
        HookTasks hooks = new();
        TaskCompletionSource first = new();
        TaskCompletionSource second = new();
        TaskCompletionSource late = new();
        hooks.Add(first.Task);
        hooks.Add(second.Task);
        Task both = hooks.AllEnded;
        hooks.Add(late.Task);
        Task three = hooks.AllEnded;

        second.SetResult();
        both.IsCompleted.ShouldBeFalse();
        first.SetResult();

        Eventually.ShouldBeTrue(() => both.IsCompletedSuccessfully, "both have ended");
        three.IsCompleted.ShouldBeFalse("the late one is under way");
        late.SetResult();
        Eventually.ShouldBeTrue(() => three.IsCompletedSuccessfully, "all three have ended");
    }

    [Test]
    public void A_hook_that_has_ended_is_kept_no_longer()
    {
        HookTasks hooks = new();
        WeakReference ended = AddAndEnd(hooks);
        Eventually.ShouldBeTrue(
            () =>
            {
                GC.Collect();
                return !ended.IsAlive;
            },
            "the hook's task is collected");
        hooks.AllEnded.IsCompletedSuccessfully.ShouldBeTrue();

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference AddAndEnd(HookTasks hooks)
        {
            TaskCompletionSource hook = new();
            hooks.Add(hook.Task);
            hook.SetResult();
            return new WeakReference(hook.Task);
        }
    }
}
