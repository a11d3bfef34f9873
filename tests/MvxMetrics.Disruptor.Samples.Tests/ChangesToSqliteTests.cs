using ChangesToSqliteSample;
using Microsoft.Data.Sqlite;

namespace MvxMetrics.Disruptor.Samples.Tests;

/// <summary>The sample end to end, and its database held against what the orders themselves say.</summary>
[TestFixture]
internal sealed class ChangesToSqliteTests
{
    private string _path = null!;

    [SetUp]
    public void SetUp() => _path = Path.Combine(Path.GetTempPath(), $"changes-{Guid.NewGuid():N}.db");

    [TearDown]
    public void TearDown() => File.Delete(_path);

    [Test]
    public void Every_change_is_in_the_database_when_there_is_room()
    {
        const int orders = 20_000;
        StringWriter output = new();
        ChangesToSqliteSample.Application.Run(orders, threads: 3, capacity: 1 << 16, _path, output).ShouldBe(0, output.ToString());
        output.ToString().ShouldContain("cents in the database");

        OrderPlaced[] all = [.. Enumerable.Range(0, orders).Select(static i => Shop.Order(i))];
        Ask("SELECT count(*) FROM change WHERE metric = 'orders'").ShouldBe(orders);
        Ask("SELECT count(DISTINCT order_id) FROM change WHERE metric = 'revenue'").ShouldBe(orders);
        Ask("SELECT sum(cents) FROM change WHERE metric = 'revenue'").ShouldBe(all.Sum(static o => o.Cents));
        Ask("SELECT sum(customer) FROM change WHERE metric = 'orders'").ShouldBe(all.Sum(static o => (long)o.Customer));
        Ask("SELECT count(*) FROM change WHERE metric = 'large_orders'").ShouldBe(all.Count(static o => o.Cents >= 5000));
        Ask("SELECT count(*) FROM change WHERE entity <> 'shop' OR event <> 'shop.order_placed'").ShouldBe(0);
        Ask("SELECT max(sequence) + 1 FROM change").ShouldBe(Ask("SELECT count(*) FROM change"));
    }

    [Test]
    public void What_is_not_in_the_database_was_counted_as_dropped()
    {
        StringWriter output = new();
        ChangesToSqliteSample.Application.Run(100_000, threads: 2, capacity: 2, _path, output).ShouldBe(0, output.ToString());
        output.ToString().ShouldContain("The disk was too slow for");
    }

    [Test]
    public void A_database_that_cannot_be_opened_refuses_the_recorder_with_the_cause()
    {
        RecorderStartException error = Should.Throw<RecorderStartException>(
            () => ChangesToSqliteSample.Application.Run(1, 1, 2, Path.Combine(_path, "missing", "x.db"), TextWriter.Null));
        error.InnerException.ShouldBeOfType<SqliteException>().Message.ShouldContain("unable to open database file");
    }

    private long Ask(string sql)
    {
        using SqliteConnection database = new(new SqliteConnectionStringBuilder { DataSource = _path, Pooling = false }.ToString());
        database.Open();
        using SqliteCommand command = database.CreateCommand();
#pragma warning disable CA2100 // the texts above
        command.CommandText = sql;
#pragma warning restore CA2100
        return (long)command.ExecuteScalar()!;
    }
}
