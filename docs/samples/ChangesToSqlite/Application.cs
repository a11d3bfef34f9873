using System.Diagnostics;
using Microsoft.Data.Sqlite;
using MvxMetrics.Disruptor;
using MvxMetrics.Disruptor.Metrics;

namespace ChangesToSqliteSample;

/// <summary>Places orders, then holds what is in the database against the recorder's account.</summary>
internal static class Application
{
    /// <returns>0: everything is in the database or was counted as dropped. 1: not.</returns>
    public static int Run(int orders, int threads, int capacity, string path, TextWriter output)
    {
        using MetricsRuntime runtime = new();
        runtime.Start();
        SqliteRecorder recorder = runtime.CreateRecorder("shop", context =>
        {
            context.Options.OverflowPolicy = OverflowPolicy.Wait; // orders come as fast as they can here: wait for the loop
            SqliteRecorder shop = new(context, path, capacity);
            foreach (Metric metric in Shop.Metrics()) shop.Register(metric);
            return shop;
        });

        long started = Stopwatch.GetTimestamp();
        Shop.PlaceOrders(recorder, orders, threads);
        TimeSpan placed = Stopwatch.GetElapsedTime(started);
        recorder.Stop();
        output.WriteLine($"{orders} orders placed in {placed.TotalSeconds:0.00} s, "
            + $"all on the disk after {Stopwatch.GetElapsedTime(started).TotalSeconds:0.00} s.");
        return Verify(recorder, orders, path, output) ? 0 : 1;
    }

    private static bool Verify(SqliteRecorder recorder, int orders, string path, TextWriter output)
    {
        IReadOnlyDictionary<string, MetricSnapshot> metrics = recorder.GetMetricSnapshots();
        ChangeFeedStatistics changes = recorder.Changes;
        using SqliteConnection database = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        database.Open();

        bool isAllWell = true;
        Check("orders that the recorder processed, and orders placed", recorder.Statistics.Processed, orders);
        long expected = (2L * orders) + Total("large_orders"); // every order is counted and changes the revenue, some are large
        Check("changes published, and changes that the metrics accepted", changes.Published, expected);
        Check(
            "rows in the database, and changes published less those dropped",
            Ask("SELECT count(*) FROM change"),
            changes.Published - changes.Dropped);
        long missing = changes.Published - Ask("SELECT count(*) FROM change WHERE sequence BETWEEN 0 AND " + (changes.Published - 1));
        Check("numbers missing in the database, and changes dropped", missing, changes.Dropped);
        if (changes.Dropped > 0)
        {
            output.WriteLine($"The disk was too slow for {changes.Dropped} changes; sums are compared when none is dropped (--capacity).");
            return isAllWell;
        }

        Check("rows of orders, and the counter", Ask("SELECT count(*) FROM change WHERE metric = 'orders'"), Total("orders"));
        Check(
            "rows of large orders, and the counter",
            Ask("SELECT count(*) FROM change WHERE metric = 'large_orders'"),
            Total("large_orders"));
        Check("cents in the database, and the counter", Ask("SELECT sum(cents) FROM change WHERE metric = 'revenue'"), Total("revenue"));
        return isAllWell;

        long Total(string metric) => metrics[metric]["total"].ToInt64();

        void Check(string what, long one, long other)
        {
            bool isWell = one == other;
            isAllWell &= isWell;
            output.WriteLine($"{(isWell ? "ok    " : "WRONG ")}{what}: {one} {(isWell ? "=" : "and not")} {other}");
        }

        long Ask(string sql)
        {
            using SqliteCommand command = database.CreateCommand();
#pragma warning disable CA2100 // the texts above
            command.CommandText = sql;
#pragma warning restore CA2100
            return command.ExecuteScalar() as long? ?? 0;
        }
    }
}
