namespace MvxMetrics.Disruptor.Tests;

/// <summary>What the fast path reads of a thread: its own numbers, without a detour by a static constructor.</summary>
[TestFixture]
internal sealed class ProducerThreadTests
{
    [Test]
    public void Each_thread_has_its_own_and_begins_with_none()
    {
        Producers.Run(1, _ =>
        {
            (ProducerThread.Token, ProducerThread.Cursors) = (7, 8);
            Producers.Run(1, _ => (ProducerThread.Token, ProducerThread.Cursors).ShouldBe((0, 0)));
            (ProducerThread.Token, ProducerThread.Cursors).ShouldBe((7, 8));
        });
    }

    [Test]
    public void It_has_no_static_constructor_which_would_make_every_access_a_call() =>
        typeof(ProducerThread).TypeInitializer.ShouldBeNull();
}
