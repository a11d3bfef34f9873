using System.CommandLine;
using System.CommandLine.Parsing;
using System.Numerics;
using ChangesToSqliteSample;
using MvxMetrics.Disruptor;

Option<int> orders = new("--orders") { Description = "Orders to place, 1 to 10000000.", DefaultValueFactory = static _ => 200_000 };
Option<int> threads = new("--threads") { Description = "Threads that place them, 1 to 64.", DefaultValueFactory = static _ => 2 };
Option<int> capacity = new("--capacity")
{
    Description = "Changes that may wait for the disk, a power of two from 2 to 1048576.",
    DefaultValueFactory = static _ => 1 << 20,
};
Option<string?> path = new("--path") { Description = "The database; must not exist. Default: a temporary one, removed at the end." };
orders.Validators.Add(static result => Require(result, static v => v is >= 1 and <= 10_000_000, "lie between 1 and 10000000"));
threads.Validators.Add(static result => Require(result, static v => v is >= 1 and <= 64, "lie between 1 and 64"));
capacity.Validators.Add(static result =>
    Require(result, static v => v is >= 2 and <= 1 << 20 && BitOperations.IsPow2(v), "be a power of two from 2 to 1048576"));
path.Validators.Add(static result =>
{
    if (result.Tokens is [{ Value: var file }] && File.Exists(file)) result.AddError($"'{file}' exists already. Name a new file.");
});

RootCommand root = new("Pushes every change of a shop's metrics into an SQLite database, and holds the database against the metrics.")
{
    orders, threads, capacity, path,
};
root.SetAction(parsed =>
{
    string? file = parsed.GetValue(path);
    string database = file ?? Path.Combine(Path.GetTempPath(), $"changes-{Guid.NewGuid():N}.db");
    try
    {
        return Application.Run(parsed.GetValue(orders), parsed.GetValue(threads), parsed.GetValue(capacity), database, Console.Out);
    }
    catch (MetricsException refused) // the database could not be opened or written: the inner exception says why
    {
        Console.Error.WriteLine($"{refused.Message} {refused.InnerException?.Message}");
        return 2;
    }
    finally
    {
        if (file is null) File.Delete(database);
    }
});
return root.Parse(args).Invoke();

static void Require(OptionResult result, Func<int, bool> isAllowed, string what)
{
    // A value that is no number is reported by the parser.
    if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int value) && !isAllowed(value))
        result.AddError($"{result.Option.Name} must {what}, not {value}.");
}
