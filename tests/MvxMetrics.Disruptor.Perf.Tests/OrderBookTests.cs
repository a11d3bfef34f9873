namespace MvxMetrics.Disruptor.Perf.Tests;

/// <summary>The matching engines do real work, and always the same.</summary>
[TestFixture]
internal sealed class OrderBookTests
{
    private static readonly BookSize[] s_sizes = [BookSize.Ladder, new("small", 1 << 8, 1 << 7, 1 << 4)];

    [TestCaseSource(nameof(s_sizes))]
    public void The_same_seed_makes_the_same_outcomes_and_trades(object size)
    {
        OrderBook first = new((BookSize)size);
        OrderBook second = new((BookSize)size);
        Outcomes firstOutcomes = new([]);
        Outcomes secondOutcomes = new([]);

        first.Run(10_000, ref firstOutcomes);
        second.Run(10_000, ref secondOutcomes);

        firstOutcomes.Seen.ShouldBe(secondOutcomes.Seen);
        first.Totals.ShouldBe(second.Totals);
    }

    [Test]
    public void Another_seed_makes_other_trades() =>
        new OrderBook(s_sizes[1], 1).Totals.ShouldNotBe(new OrderBook(s_sizes[1], 2).Totals);

    [TestCaseSource(nameof(s_sizes))]
    public void What_was_ordered_has_traded_on_one_of_two_sides_or_rests_or_was_cancelled(object size)
    {
        OrderBook book = new((BookSize)size);
        for (int i = 0; i < 50; i++)
        {
            for (int message = 0; message < 997; message++) book.Handle();
            BookTotals totals = book.Totals;
            totals.Ordered.ShouldBe((2 * totals.Traded) + totals.Resting + totals.Cancelled);
        }
    }

    [TestCaseSource(nameof(s_sizes))]
    public void Accounts_add_up_to_what_rests_and_what_has_traded(object size)
    {
        OrderBook book = new((BookSize)size);
        book.Accounts.ShouldBe((book.Totals.Resting, 2 * book.Totals.Traded));
    }

    [Test]
    public void All_outcomes_come_up_and_recording_changes_nothing()
    {
        OrderBook recorded = new(BookSize.Ladder);
        OrderBook bare = new(BookSize.Ladder);
        Outcomes outcomes = new([]);

        recorded.Run(20_000, ref outcomes);
        for (int i = 0; i < 20_000; i++) bare.Handle();

        outcomes.Seen.Distinct().Order().ShouldBe(Enumerable.Range(0, Attempts.Outcomes));
        recorded.Totals.ShouldBe(bare.Totals);
        recorded.Totals.Trades.ShouldBeGreaterThan(1000);
    }

    private readonly struct Outcomes(List<int> seen) : IEventSink
    {
        public List<int> Seen => seen;

        public void Record(int outcome, long nanoseconds) => seen.Add(outcome);
    }
}
