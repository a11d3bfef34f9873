using System.CommandLine;
using System.CommandLine.Parsing;

namespace MvxMetrics.Disruptor.Perf;

/// <summary><c>compare</c>: measures scenarios, sides in turn, and says which targets are met.</summary>
internal static class CompareCommand
{
    private const int ProcessesOfAll = 5;

    private static readonly Option<string[]> s_scenario = new("--scenario")
    {
        Description = $"Scenarios to run, or the beginning of their names. Default: all. There are: {Names}.",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<int> s_rounds = new("--rounds")
    {
        Description = "Counted rounds of each process, 3 to 1000; 11 or more for a verdict worth quoting.",
        DefaultValueFactory = static _ => 11,
    };

    private static readonly Option<int?> s_processes = new("--processes")
    {
        Description = $"Fresh processes that measure each scenario, 1 to 50, all scenarios once, then all again: ratios differ "
            + $"between them. Default: {ProcessesOfAll} without --scenario, else 1; {ProcessesOfAll} or more for a verdict worth quoting.",
    };

    private static readonly Option<string?> s_json = new("--json") { Description = "File that takes everything measured." };
    private static readonly Option<string?> s_plots = new("--plots") { Description = "Folder for a picture (SVG) of each scenario." };

    private static readonly Option<string?> s_from = new("--from")
    {
        Description = "Measures nothing: takes a former run (a file of --json) for --report, --plots and --gate.",
    };

    private static readonly Option<string?> s_report = new("--report")
    {
        Description = "Markdown page whose generated part is replaced; pictures go to --plots.",
    };

    private static readonly Option<string?> s_gate = new("--gate")
    {
        Description = "Baseline (a file of --json) to hold the run against. Exit code 0: no worse, 1: worse, 3: too noisy to judge.",
    };

    private static readonly Option<bool> s_exact = new("--exact")
    {
        Description = "With --gate: judge allocation and loss only, not time.",
    };

    private static readonly Option<string?> s_samples = new("--samples")
    {
        Description = "File that takes the rounds of the one scenario, for a process that pools several.",
        Hidden = true,
    };

    private static string Names => string.Join(", ", AllScenarios.List.Select(static s => s.Name));

    public static Command Create()
    {
        s_scenario.Validators.Add(static result =>
        {
            foreach (Token unknown in result.Tokens.Where(static t => !AllScenarios.Find(t.Value).Any()))
                result.AddError($"No scenario begins with '{unknown.Value}'. There are: {Names}.");
        });
        s_rounds.Validators.Add(static result => RequireBetween(result, "--rounds", 3, 1000));
        s_processes.Validators.Add(static result => RequireBetween(result, "--processes", 1, 50));

        Command command = new("compare", "Measures scenarios, sides in turn, and says which targets are met.")
        {
            s_scenario, s_rounds, s_processes, s_json, s_plots, s_report, s_gate, s_exact, s_from, s_samples,
        };
        command.SetAction(static parsed => Comparison.Run(OptionsOf(parsed)));
        return command;
    }

    private static CompareOptions OptionsOf(ParseResult parsed)
    {
        string[] names = parsed.GetValue(s_scenario) ?? [];
        return new CompareOptions(
            names.Length > 0 ? [.. names.SelectMany(AllScenarios.Find).Distinct()] : AllScenarios.List,
            parsed.GetValue(s_rounds),
            parsed.GetValue(s_processes) ?? (names.Length > 0 ? 1 : ProcessesOfAll),
            parsed.GetValue(s_json),
            parsed.GetValue(s_plots),
            parsed.GetValue(s_report),
            parsed.GetValue(s_gate),
            parsed.GetValue(s_exact),
            parsed.GetValue(s_from),
            parsed.GetValue(s_samples));
    }

    // A value that is no number has been reported already.
    private static void RequireBetween(OptionResult result, string option, int least, int most)
    {
        if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int value) && (value < least || value > most))
            result.AddError($"{option} must lie between {least} and {most}, not {value}.");
    }
}
