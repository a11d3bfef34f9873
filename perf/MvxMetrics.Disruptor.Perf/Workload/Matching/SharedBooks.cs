namespace MvxMetrics.Disruptor.Perf;

/// <summary>One book of each size for all sides of a process, which take turns with it: each goes on where the last one stopped.</summary>
internal static class SharedBooks
{
    private static readonly Dictionary<BookSize, OrderBook> s_books = [];

    public static OrderBook Of(BookSize size)
    {
        if (!s_books.TryGetValue(size, out OrderBook? book)) s_books.Add(size, book = new OrderBook(size));
        return book;
    }
}
