namespace MvxMetrics.Disruptor.Perf;

/// <summary>The matching engine alone, against itself: what is added to it is what this machine cannot see.</summary>
internal sealed class BareLoop(BookSize size)
    : LoopSide(NameOfSide, $"nothing: {size.Name} against itself; and what an order takes", "-", size)
{
    public const string NameOfSide = "the engine alone";

    protected override void Drive(OrderBook book, int orders)
    {
        Nowhere nowhere = default;
        book.Run(orders, ref nowhere);
    }

    protected override long Lost(long events, long sum) => 0;

    protected override double AtLeast(double nanoseconds) => nanoseconds; // either sign

    protected override Sample Report(Sample sample, double bareNanoseconds, double lostPerMille) =>
        sample.With(Quantity.Order, bareNanoseconds);
}
