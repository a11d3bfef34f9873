using Spectre.Console;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>Runs a comparison from its options to its exit code.</summary>
internal static class Comparison
{
    public static int Run(CompareOptions options)
    {
        try
        {
            RunReport? baseline = options.Gate is null ? null : RunReport.Load(options.Gate); // before the work
            RunReport run = new(RunInfo.Now(), Measure(options));
            if (options.Json is not null) run.Save(options.Json);
            if (options.Plots is not null) Plots.Save(options.Plots, run);
            if (options.Report is not null) MarkdownReport.WriteInto(options.Report, run, RelativePlots(options));
            return baseline is null ? ExitCode.Success : Report(Gate.Judge(baseline, run, options.IsExact));
        }
        catch (InvalidDataException bad)
        {
            Console.Error.WriteLine(bad.Message);
            return ExitCode.BadInput;
        }
        catch (Exception failed) when (failed is WrongResultException or ScenarioFailedException)
        {
            Console.Error.WriteLine(failed.Message);
            return ExitCode.Failed;
        }
    }

    private static List<ScenarioResult> Measure(CompareOptions options)
    {
        List<ScenarioResult> results = [];
        foreach (Scenario scenario in options.Scenarios)
            results.Add(options.Scenarios.Count > 1 ? ScenarioProcess.Measure(scenario, options.Rounds) : MeasureHere(scenario, options.Rounds));
        return results;
    }

    private static ScenarioResult MeasureHere(Scenario scenario, int rounds)
    {
        ScenarioResult result = Console.IsOutputRedirected
            ? new PairedRun(rounds, new ProgressObserver(null)).Measure(scenario)
            : AnsiConsole.Progress().AutoClear(true).Start(context => new PairedRun(rounds, new ProgressObserver(context)).Measure(scenario));
        ConsoleReport.Write(result);
        return result;
    }

    private static string? RelativePlots(CompareOptions options) => options.Plots is null
        ? null
        : Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(options.Report!))!, Path.GetFullPath(options.Plots)).Replace('\\', '/');

    private static int Report(GateResult gate)
    {
        foreach (string failure in gate.Failures) Console.WriteLine($"worse: {failure}");
        foreach (string doubt in gate.Doubts) Console.WriteLine($"not judged: {doubt}");
        Console.WriteLine(gate.ExitCode switch
        {
            ExitCode.Success => "gate: passed",
            ExitCode.Failed => "gate: failed",
            _ => "gate: too noisy to judge",
        });
        return gate.ExitCode;
    }
}
