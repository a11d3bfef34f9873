using System.Diagnostics;
using System.Globalization;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>
/// Measures a scenario in a process of its own: the JIT compiles a call for the types it has met, so what ran before would
/// change what runs now. The child hands all its rounds back; its progress goes to this process's console.
/// </summary>
internal static class ScenarioProcess
{
    /// <exception cref="ScenarioFailedException">The child gave up; it has said why.</exception>
    public static ScenarioSamples Measure(Scenario scenario, int rounds)
    {
        string samples = Path.GetTempFileName();
        try
        {
            string program = Environment.ProcessPath!;
            ProcessStartInfo start = new(program);
            if (Path.GetFileNameWithoutExtension(program) == "dotnet") start.ArgumentList.Add(typeof(ScenarioProcess).Assembly.Location);
            string[] arguments =
                ["compare", "--scenario", scenario.Name, "--rounds", rounds.ToString(CultureInfo.InvariantCulture), "--samples", samples];
            foreach (string argument in arguments) start.ArgumentList.Add(argument);
            using Process child = Process.Start(start)!;
            child.WaitForExit();
            if (child.ExitCode != ExitCode.Success) throw new ScenarioFailedException(scenario.Name, child.ExitCode);
            return ScenarioSamples.Load(samples);
        }
        finally
        {
            File.Delete(samples);
        }
    }
}
