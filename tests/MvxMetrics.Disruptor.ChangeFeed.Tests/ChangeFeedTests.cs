using static MvxMetrics.Disruptor.FeedTests.FeedBooks;

namespace MvxMetrics.Disruptor.FeedTests;

/// <summary>What goes in comes out, in order, or is counted: on one thread, exactly.</summary>
[TestFixture]
internal sealed partial class ChangeFeedTests
{
    private Stage _stage = null!;

    [SetUp]
    public void SetUp() => _stage = new Stage();

    [TearDown]
    public void TearDown() => _stage.Dispose();

    [Test]
    public void A_change_carries_recorder_metric_number_and_the_event_of_its_type_only()
    {
        ChangeFeed feed = new(8);
        feed.Publish(_stage.Recorder, _stage.Metric, new Small(-5)).ShouldBeTrue();
        feed.Publish(_stage.Recorder, _stage.Second, new Large(3, 77)).ShouldBeTrue();

        feed.TryRead(out MetricChange first).ShouldBeTrue();
        (first.Sequence, first.EntityId, first.EventType).ShouldBe((0, "entity", "test.small"));
        first.Metric.ShouldBeSameAs(_stage.Metric);
        first.TryGetEvent(out Small small).ShouldBeTrue();
        small.ShouldBe(new Small(-5));
        first.TryGetEvent(out Other other).ShouldBeFalse();
        other.ShouldBe(default);
        first.ToString().ShouldBe("#0 entity/first: test.small");

        feed.TryRead(out MetricChange second).ShouldBeTrue();
        (second.Sequence, second.EventType).ShouldBe((1, "test.large"));
        second.Metric.ShouldBeSameAs(_stage.Second);
        second.TryGetEvent(out Large large).ShouldBeTrue();
        (large.Producer, large.Number, large.IsTorn).ShouldBe((3, 77, false));
        first.TryGetEvent(out small).ShouldBeTrue(); // a copy of its own
        feed.TryRead(out MetricChange none).ShouldBeFalse();
        (none.EventType, none.Metric, none.TryGetEvent(out small)).ShouldBe(("", null, false));
    }

    [Test]
    public void The_oldest_are_dropped_when_no_room_is_left_and_the_numbers_show_how_many()
    {
        ChangeFeed feed = new(8);
        for (int i = 0; i < 20; i++) _stage.Publish(feed, i).ShouldBeTrue();
        feed.Statistics.ShouldBe(Books(20, 0, 12, 8, 0));

        for (int i = 12; i < 20; i++)
        {
            feed.TryRead(out MetricChange change).ShouldBeTrue();
            change.TryGetEvent(out Small small).ShouldBeTrue();
            (change.Sequence, small.Number).ShouldBe((i, i));
        }

        feed.TryRead(out _).ShouldBeFalse();
        feed.Statistics.ShouldBe(Books(20, 8, 12, 0, 0));
    }

    [Test]
    public void Any_history_of_publishing_and_reading_is_that_of_a_queue_that_drops_its_oldest(
        [Values(2, 4, 64)] int capacity, [Values(1, 2, 3)] int seed)
    {
        Random random = new(seed);
        ChangeFeed feed = new(capacity);
        Queue<long> model = new();
        long published = 0, read = 0, dropped = 0;
        for (int step = 0; step < 5000; step++)
        {
            int count = random.Next(capacity * 2);
            if (random.Next(2) == 0)
            {
                for (int i = 0; i < count; i++)
                {
                    _stage.Publish(feed, published).ShouldBeTrue();
                    model.Enqueue(published++);
                    if (model.Count <= capacity) continue;
                    model.Dequeue();
                    dropped++;
                }
            }
            else
            {
                for (int i = 0; i < count; i++)
                {
                    feed.TryRead(out MetricChange change).ShouldBe(model.TryDequeue(out long expected));
                    if (change.Metric is null) continue;
                    change.TryGetEvent(out Small small).ShouldBeTrue();
                    (change.Sequence, small.Number).ShouldBe((expected, expected));
                    read++;
                }
            }

            feed.Statistics.ShouldBe(Books(published, read, dropped, model.Count, 0), $"step {step}");
        }
    }

    [Test]
    public void A_publisher_that_is_held_up_before_it_writes_holds_the_reader_up_until_it_goes_on_or_is_a_lap_late()
    {
        ChangeFeed feed = new(4);
        feed.TryTakeNumber(out long held).ShouldBeTrue(); // and is held up
        for (int i = 1; i < 4; i++) _stage.Publish(feed, i);
        feed.TryRead(out _).ShouldBeFalse();
        _stage.Publish(feed, 4); // takes the place that number 0 was to have
        Numbers(feed).ShouldBe([1, 2, 3, 4]);
        feed.SlotOf(held).TryWrite(held, "late", _stage.Metric, new Small(0)).ShouldBeFalse();
        feed.Statistics.ShouldBe(Books(5, 4, 1, 0, 0));

        feed.TryTakeNumber(out held).ShouldBeTrue();
        _stage.Publish(feed, 6);
        feed.TryRead(out _).ShouldBeFalse();
        feed.SlotOf(held).TryWrite(held, "in time", _stage.Metric, new Small(5)).ShouldBeTrue();
        Numbers(feed).ShouldBe([5, 6]);
        feed.Statistics.ShouldBe(Books(7, 6, 1, 0, 0));
    }

    [Test]
    public void A_publisher_that_is_held_up_while_it_writes_makes_no_other_wait_and_costs_the_changes_that_wanted_its_place()
    {
        ChangeFeed feed = new(4);
        feed.TryTakeNumber(out long held).ShouldBeTrue();
        feed.SlotOf(held).TryBegin(held).ShouldBeTrue(); // and is held up
        for (int i = 1; i < 11; i++) _stage.Publish(feed, i).ShouldBeTrue(); // 4 and 8 find their place taken

        Numbers(feed).ShouldBe([7, 9, 10]);
        feed.Statistics.ShouldBe(Books(11, 3, 8, 0, 0));
        feed.SlotOf(held).End(held);
        for (int i = 11; i < 15; i++) _stage.Publish(feed, i).ShouldBeTrue();
        Numbers(feed).ShouldBe([11, 12, 13, 14]);
        feed.Statistics.ShouldBe(Books(15, 7, 8, 0, 0));
    }

    [Test]
    public void Publishing_and_reading_allocate_nothing()
    {
        ChangeFeed feed = new(64);
        long allocated = long.MaxValue;
        for (int attempt = 0; attempt < 5 && allocated > 0; attempt++) // the first one pays for the compilation
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 10_000; i++)
            {
                _stage.Publish(feed, i);
                if (i % 3 == 0) feed.TryRead(out _);
                _ = feed.Statistics;
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        allocated.ShouldBe(0);
    }

    [Test]
    public void Bad_arguments_are_refused_by_name()
    {
        foreach (int capacity in (int[])[0, -1, 1, 3, 100, (1 << 20) + 1, 1 << 21, int.MaxValue, int.MinValue])
            Should.Throw<ArgumentOutOfRangeException>(() => new ChangeFeed(capacity)).ParamName.ShouldBe("capacity");
        foreach (TimeSpan interval in (TimeSpan[])
        [
            TimeSpan.Zero, TimeSpan.FromTicks(9999), TimeSpan.MinValue, TimeSpan.MaxValue, Timeout.InfiniteTimeSpan,
            TimeSpan.FromMinutes(2),
        ])
        {
            Should.Throw<ArgumentOutOfRangeException>(() => new ChangeFeed(8, interval)).ParamName.ShouldBe("pollInterval");
        }

        ChangeFeed feed = new(1 << 20);
        feed.Capacity.ShouldBe(1 << 20);
        Should.Throw<ArgumentNullException>(() => feed.Publish(null!, _stage.Metric, new Small())).ParamName.ShouldBe("recorder");
        Should.Throw<ArgumentNullException>(() => feed.Publish(_stage.Recorder, null!, new Small())).ParamName.ShouldBe("metric");
        Should.Throw<ArgumentException>(() => feed.Publish(_stage.Recorder, _stage.Metric, new TooLarge()))
            .Message.ShouldContain("TooLarge takes 256 bytes, and a change has room for 248");
        feed.Statistics.Published.ShouldBe(0);
    }

    private static List<long> Numbers(ChangeFeed feed)
    {
        List<long> numbers = [];
        while (feed.TryRead(out MetricChange change))
        {
            change.TryGetEvent(out Small small).ShouldBeTrue();
            small.Number.ShouldBe(change.Sequence);
            numbers.Add(change.Sequence);
        }

        return numbers;
    }

    [System.Runtime.CompilerServices.InlineArray(32)]
    private struct TooLarge : IMetricEvent
    {
        private long _first;

        public static string EventType => "test.too_large";
    }
}
