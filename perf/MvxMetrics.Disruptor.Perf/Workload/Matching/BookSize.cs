namespace MvxMetrics.Disruptor.Perf;

/// <summary>How large an order book is, which decides where its memory lies.</summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="Orders">Order numbers, a power of two: about half of them rest.</param>
/// <param name="Levels">Price levels, a power of two.</param>
/// <param name="Accounts">Accounts, a power of two.</param>
internal sealed record BookSize(string Name, int Orders, int Levels, int Accounts)
{
    /// <summary>Some 50 MiB of orders, accounts and prices: an order waits for memory, some 300 ns where it was made.</summary>
    public static BookSize Deep { get; } = new("a price-time priority book in memory", 1 << 19, 1 << 15, 1 << 18);

    /// <summary>Some 600 KiB: a ladder that the caches hold, some 80 ns an order, much of it the clock's.</summary>
    public static BookSize Ladder { get; } = new("a ladder book in cache", 1 << 13, 1 << 9, 1 << 10);
}
