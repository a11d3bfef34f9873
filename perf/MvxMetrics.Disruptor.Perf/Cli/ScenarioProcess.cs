using System.Diagnostics;
using System.Globalization;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>
/// Measures a scenario in a process of its own: the JIT compiles a call for the types it has met, so what ran before would
/// change what runs now. The child writes to this process's console.
/// </summary>
internal static class ScenarioProcess
{
    /// <exception cref="ScenarioFailedException">The child gave up; it has said why.</exception>
    public static ScenarioResult Measure(Scenario scenario, int rounds)
    {
        string json = Path.GetTempFileName();
        try
        {
            string program = Environment.ProcessPath!;
            ProcessStartInfo start = new(program);
            if (Path.GetFileNameWithoutExtension(program) == "dotnet") start.ArgumentList.Add(typeof(ScenarioProcess).Assembly.Location);
            string[] arguments = ["compare", "--scenario", scenario.Name, "--rounds", rounds.ToString(CultureInfo.InvariantCulture), "--json", json];
            foreach (string argument in arguments) start.ArgumentList.Add(argument);
            using Process child = Process.Start(start)!;
            child.WaitForExit();
            if (child.ExitCode != ExitCode.Success) throw new ScenarioFailedException(scenario.Name, child.ExitCode);
            return RunReport.Load(json).Scenarios.Single();
        }
        finally
        {
            File.Delete(json);
        }
    }
}
