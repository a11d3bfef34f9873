namespace MvxMetrics.Disruptor.Perf;

/// <summary>A scenario's own process has ended without a result.</summary>
internal sealed class ScenarioFailedException(string scenario, int exitCode)
    : Exception(
        $"Scenario {scenario} ended with exit code {exitCode}; what it said stands above. "
        + $"Run it alone with: compare --scenario {scenario}");
