using System.CommandLine;
using System.CommandLine.Parsing;
using Spectre.Console;

namespace MvxMetrics.Disruptor.Perf;

/// <summary><c>compare</c>: measures scenarios, sides in turn, and says which targets are met.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        Option<string[]> scenario = new("--scenario") { Description = $"Scenarios to run, or the beginning of their names: {string.Join(", ", AllScenarios.List.Select(static s => s.Name))}. Default: all.", AllowMultipleArgumentsPerToken = true };
        Option<int> rounds = new("--rounds") { Description = "Counted rounds, 3 to 1000; 11 or more for a verdict worth quoting.", DefaultValueFactory = static _ => 11 };
        rounds.Validators.Add(static result => RequireRange(result, 3, 1000));

        Command command = new("compare", "Measures scenarios, sides in turn, and says which targets are met.") { scenario, rounds };
        command.SetAction(parsed =>
        {
            string[] names = parsed.GetValue(scenario) ?? [];
            Scenario[] chosen = [.. AllScenarios.List.Where(s => names.Length == 0 || names.Any(n => s.Name.StartsWith(n, StringComparison.Ordinal)))];
            string[] unknown = [.. names.Where(static n => !AllScenarios.List.Any(s => s.Name.StartsWith(n, StringComparison.Ordinal)))];
            if (unknown.Length > 0)
            {
                Console.Error.WriteLine($"No scenario begins with '{unknown[0]}'. There are: {string.Join(", ", AllScenarios.List.Select(static s => s.Name))}.");
                return ExitCode.BadInput;
            }

            return Run(chosen, parsed.GetValue(rounds));
        });
        return command;
    }

    private static int Run(Scenario[] scenarios, int rounds)
    {
        foreach (Scenario scenario in scenarios) ConsoleReport.Write(new PairedRun(rounds, new ProgressObserver(null)).Measure(scenario));
        return ExitCode.Success;
    }

    private static void RequireRange(OptionResult result, int from, int to)
    {
        // A value that is no number has been reported already.
        if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int value) && (value < from || value > to))
            result.AddError($"{result.Option.Name} must lie between {from} and {to}, not {value}.");
    }
}
