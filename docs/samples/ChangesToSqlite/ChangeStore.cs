using Microsoft.Data.Sqlite;
using MvxMetrics.Disruptor;

namespace ChangesToSqliteSample;

/// <summary>Changes in a table of an SQLite database, one transaction a batch. One thread at a time.</summary>
internal sealed class ChangeStore : IDisposable
{
    /// <summary>Most rows of a transaction: what the process may lose in a crash.</summary>
    private const int BatchLimit = 10_000;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;

    public ChangeStore(string path)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _connection.Open();
        Execute("PRAGMA journal_mode = WAL");
        Execute(
            """
            CREATE TABLE change (
                sequence INTEGER PRIMARY KEY, entity TEXT NOT NULL, metric TEXT NOT NULL, event TEXT NOT NULL,
                order_id INTEGER, customer INTEGER, cents INTEGER)
            """);
        _insert = _connection.CreateCommand();
        _insert.CommandText = "INSERT INTO change VALUES ($sequence, $entity, $metric, $event, $order_id, $customer, $cents)";
        foreach (string name in (string[])["$sequence", "$entity", "$metric", "$event", "$order_id", "$customer", "$cents"])
            _insert.Parameters.Add(new SqliteParameter { ParameterName = name });
        _insert.Prepare();
    }

    /// <summary>Writes what waits in a feed, up to a batch.</summary>
    public void Write(ChangeFeed feed)
    {
        using SqliteTransaction transaction = _connection.BeginTransaction();
        _insert.Transaction = transaction;
        for (int rows = 0; rows < BatchLimit && feed.TryRead(out MetricChange change); rows++) Insert(in change);
        transaction.Commit();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }

    private void Insert(in MetricChange change)
    {
        bool isOrder = change.TryGetEvent(out OrderPlaced order); // a change by an event of another type has no order
        SqliteParameterCollection values = _insert.Parameters;
        values[0].Value = change.Sequence;
        values[1].Value = change.EntityId;
        values[2].Value = change.Metric.Name;
        values[3].Value = change.EventType;
        values[4].Value = isOrder ? order.Id : DBNull.Value;
        values[5].Value = isOrder ? order.Customer : DBNull.Value;
        values[6].Value = isOrder ? order.Cents : DBNull.Value;
        _insert.ExecuteNonQuery();
    }

    private void Execute(string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
