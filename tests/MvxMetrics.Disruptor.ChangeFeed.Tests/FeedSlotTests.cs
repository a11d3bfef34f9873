namespace MvxMetrics.Disruptor.FeedTests;

/// <summary>A place of the ring: whose content it has, for readers and for publishers that come late.</summary>
[TestFixture]
internal sealed class FeedSlotTests
{
    private Stage _stage = null!;

    [SetUp]
    public void SetUp() => _stage = new Stage();

    [TearDown]
    public void TearDown() => _stage.Dispose();

    [Test]
    public void A_new_place_has_nothing_yet_of_any_change()
    {
        FeedSlot slot = default;
        slot.Look(0).ShouldBe(SlotContent.NotYet);
        slot.TryRead(0, out MetricChange change).ShouldBe(SlotContent.NotYet);
        change.Metric.ShouldBeNull();
    }

    [Test]
    public void A_written_change_is_read_as_often_as_one_likes_and_gone_once_a_later_one_is_written()
    {
        FeedSlot slot = default;
        slot.TryWrite(3, "entity", _stage.Metric, new Small(30)).ShouldBeTrue();
        for (int i = 0; i < 2; i++)
        {
            slot.TryRead(3, out MetricChange change).ShouldBe(SlotContent.Whole);
            change.TryGetEvent(out Small small).ShouldBeTrue();
            (change.Sequence, change.EntityId, small.Number).ShouldBe((3, "entity", 30));
        }

        slot.Look(2).ShouldBe(SlotContent.Gone);
        slot.Look(4).ShouldBe(SlotContent.NotYet);
        slot.TryWrite(11, "entity", _stage.Metric, new Small(110)).ShouldBeTrue();
        slot.TryRead(3, out MetricChange gone).ShouldBe(SlotContent.Gone);
        gone.Metric.ShouldBeNull();
        slot.TryRead(11, out MetricChange later).ShouldBe(SlotContent.Whole);
        later.Sequence.ShouldBe(11);
    }

    [Test]
    public void While_a_change_is_being_written_it_is_not_there_yet_and_the_one_before_is_gone()
    {
        FeedSlot slot = default;
        slot.TryWrite(0, "entity", _stage.Metric, new Small(0)).ShouldBeTrue();
        slot.TryBegin(8).ShouldBeTrue();
        slot.Look(8).ShouldBe(SlotContent.NotYet);
        slot.Look(0).ShouldBe(SlotContent.Gone);
        slot.End(8);
        slot.Look(8).ShouldBe(SlotContent.Whole);
    }

    [Test]
    public void Who_finds_the_place_taken_or_a_later_change_in_it_gives_its_change_up()
    {
        FeedSlot slot = default;
        slot.TryBegin(8).ShouldBeTrue();
        slot.TryBegin(8).ShouldBeFalse("it is being written");
        slot.TryBegin(16).ShouldBeFalse("somebody is writing there");
        slot.Look(16).ShouldBe(SlotContent.Gone, "it will never come");
        slot.Look(24).ShouldBe(SlotContent.NotYet);
        slot.TryBegin(0).ShouldBeFalse("a lap late");
        slot.Look(16).ShouldBe(SlotContent.Gone, "what was given up only grows");
        slot.End(8);
        slot.TryBegin(0).ShouldBeFalse();
        slot.Look(8).ShouldBe(SlotContent.Whole);
        slot.TryWrite(24, "entity", _stage.Metric, new Small(24)).ShouldBeTrue();
        slot.Look(24).ShouldBe(SlotContent.Whole);
    }

    [Test]
    public void Of_publishers_that_come_at_once_one_writes_and_the_others_give_up()
    {
        const int Publishers = 4;
        FeedSlot[] slot = new FeedSlot[1];
        using Barrier turn = new(Publishers);
        int wins = 0;
        Thread[] threads = [.. Enumerable.Range(0, Publishers).Select(_ => new Thread(() =>
        {
            for (int round = 0; round < 2000; round++)
            {
                turn.SignalAndWait();
                if (!slot[0].TryBegin(round)) continue;
                Interlocked.Increment(ref wins);
                slot[0].End(round);
            }
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join(TimeSpan.FromSeconds(60)).ShouldBeTrue();
        wins.ShouldBe(2000);
    }
}
