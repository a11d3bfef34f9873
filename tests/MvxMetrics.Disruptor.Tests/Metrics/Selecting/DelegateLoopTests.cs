using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Loops over delegates, one a place where they are called.</summary>
[TestFixture]
internal sealed class DelegateLoopTests
{
    [Test]
    public void Of_no_delegate_no_loop_is_made_so_that_who_takes_it_refuses_it_by_name()
    {
        DelegateLoop<int>.OrNull<Tick, long>(null).ShouldBeNull();
        DelegateLoop<int>.OrNull<Tick>(null).ShouldBeNull();
    }

    [Test]
    public void Each_place_has_code_of_its_own_for_the_same_delegate()
    {
        EventSelector<Tick, long> select = static (in Tick t) => t.Value + 1;
        Selector<Tick, long> first = DelegateLoop<int>.OrNull(select).ShouldNotBeNull();
        Selector<Tick, long> second = DelegateLoop<byte>.OrNull(select).ShouldNotBeNull();
        second.GetType().ShouldNotBe(first.GetType());
        (first.Of(new Tick(4)), second.Of(new Tick(4))).ShouldBe((5, 5));

        EventFilter<Tick> includes = static (in Tick t) => t.Value > 4;
        Filter<Tick> third = DelegateLoop<int>.OrNull(includes).ShouldNotBeNull();
        Filter<Tick> fourth = DelegateLoop<byte>.OrNull(includes).ShouldNotBeNull();
        fourth.GetType().ShouldNotBe(third.GetType());
        (Filter<Tick>.Includes(third, new Tick(5)), Filter<Tick>.Includes(fourth, new Tick(4))).ShouldBe((true, false));
    }
}
