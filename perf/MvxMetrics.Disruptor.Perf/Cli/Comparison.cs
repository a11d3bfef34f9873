using Spectre.Console;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>Runs a comparison from its options to its exit code.</summary>
internal static class Comparison
{
    public static int Run(CompareOptions options)
    {
        try
        {
            if (options.Samples is not null) return MeasureForAnother(options);
            RunReport? baseline = options.Gate is null ? null : RunReport.Load(options.Gate); // before the work
            RunReport run = options.From is { } file ? RunReport.Load(file) : new(RunInfo.Now(), Measure(options));
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

    private static int MeasureForAnother(CompareOptions options)
    {
        MeasureHere(options.Scenarios.Single(), options.Rounds).Save(options.Samples!);
        return ExitCode.Success;
    }

    // One process of each scenario, then the next one of each: a bad minute of the machine hits a scenario once.
    private static List<ScenarioResult> Measure(CompareOptions options)
    {
        bool isHere = options is { Scenarios.Count: 1, Processes: 1 };
        List<ScenarioSamples>[] samples = [.. options.Scenarios.Select(static _ => new List<ScenarioSamples>())];
        List<ScenarioResult> results = [];
        for (int process = 0; process < options.Processes; process++)
        {
            for (int i = 0; i < samples.Length; i++)
            {
                Scenario scenario = options.Scenarios[i];
                samples[i].Add(isHere ? MeasureHere(scenario, options.Rounds) : ScenarioProcess.Measure(scenario, options.Rounds));
                if (samples[i].Count < options.Processes) continue;

                results.Add(ScenarioResult.Of(scenario, samples[i]));
                ConsoleReport.Write(results[^1]);
            }
        }

        return results;
    }

    private static ScenarioSamples MeasureHere(Scenario scenario, int rounds) => Console.IsOutputRedirected
        ? new PairedRun(rounds, new ProgressObserver(null)).Measure(scenario)
        : AnsiConsole.Progress().AutoClear(true).Start(context => new PairedRun(rounds, new ProgressObserver(context)).Measure(scenario));

    private static string? RelativePlots(CompareOptions options) => options.Plots is null
        ? null
        : Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(options.Report!))!, Path.GetFullPath(options.Plots))
            .Replace('\\', '/');

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
