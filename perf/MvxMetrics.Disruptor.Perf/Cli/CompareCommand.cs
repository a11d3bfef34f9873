using System.CommandLine;
using System.CommandLine.Parsing;

namespace MvxMetrics.Disruptor.Perf;

/// <summary><c>compare</c>: measures scenarios, sides in turn, and says which targets are met.</summary>
internal static class CompareCommand
{
    private static string Names => string.Join(", ", AllScenarios.List.Select(static s => s.Name));

    public static Command Create()
    {
        Option<string[]> scenario = new("--scenario") { Description = $"Scenarios to run, or the beginning of their names. Default: all. There are: {Names}.", AllowMultipleArgumentsPerToken = true };
        Option<int> rounds = new("--rounds") { Description = "Counted rounds, 3 to 1000; 11 or more for a verdict worth quoting.", DefaultValueFactory = static _ => 11 };
        Option<string?> json = new("--json") { Description = "File that takes everything measured." };
        Option<string?> plots = new("--plots") { Description = "Folder that takes a picture (SVG) of each scenario." };
        Option<string?> report = new("--report") { Description = "Markdown page whose generated part is replaced; pictures go to --plots." };
        Option<string?> gate = new("--gate") { Description = "Baseline (a file of --json) to hold the run against. Exit code 0: no worse, 1: worse, 3: too noisy to judge." };
        Option<bool> exact = new("--exact") { Description = "With --gate: judge allocation and loss only, not time." };
        scenario.Validators.Add(static result =>
        {
            foreach (Token unknown in result.Tokens.Where(static t => !AllScenarios.Find(t.Value).Any()))
                result.AddError($"No scenario begins with '{unknown.Value}'. There are: {Names}.");
        });
        rounds.Validators.Add(static result =>
        {
            // A value that is no number has been reported already.
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int value) && value is < 3 or > 1000)
                result.AddError($"--rounds must lie between 3 and 1000, not {value}.");
        });

        Command command = new("compare", "Measures scenarios, sides in turn, and says which targets are met.") { scenario, rounds, json, plots, report, gate, exact };
        command.SetAction(parsed => Comparison.Run(new CompareOptions(
            parsed.GetValue(scenario) is { Length: > 0 } names ? [.. names.SelectMany(AllScenarios.Find).Distinct()] : AllScenarios.List,
            parsed.GetValue(rounds),
            parsed.GetValue(json),
            parsed.GetValue(plots),
            parsed.GetValue(report),
            parsed.GetValue(gate),
            parsed.GetValue(exact))));
        return command;
    }
}
