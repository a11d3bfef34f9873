using System.CommandLine;
using DocumentStorageSample;

Option<int> seconds = new("--seconds") { Description = "How long to work, 1 to 3600.", DefaultValueFactory = static _ => 10 };
Option<int> threads = new("--threads") { Description = "Threads that save documents, 1 to 64.", DefaultValueFactory = static _ => 4 };
Option<string?> path = new("--path") { Description = "Folder whose text files are saved and streamed. Default: this repository." };
seconds.Validators.Add(static result => RequireRange(result, 1, 3600));
threads.Validators.Add(static result => RequireRange(result, 1, 64));

RootCommand root = new("Saves and streams real documents, and measures it with MvxMetrics.Disruptor.") { seconds, threads, path };
root.SetAction(async (parsed, _) =>
{
    try
    {
        return await Application.RunAsync(parsed.GetValue(seconds), parsed.GetValue(threads), parsed.GetValue(path));
    }
    catch (InvalidDataException bad)
    {
        await Console.Error.WriteLineAsync(bad.Message);
        return 2;
    }
});
return await root.Parse(args).InvokeAsync();

static void RequireRange(System.CommandLine.Parsing.OptionResult result, int from, int to)
{
    // A value that is no number has been reported already.
    if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int value) && (value < from || value > to))
        result.AddError($"{result.Option.Name} must lie between {from} and {to}, not {value}.");
}
