namespace MvxMetrics.Disruptor.Perf;

/// <summary>
/// Holds a run against a baseline: exactly on what was allocated and on what was lost (where loss is an error, it has ended the run
/// already), and on time in ratios, and only beyond what the same code differs from itself.
/// </summary>
internal static class Gate
{
    /// <summary>How much worse a ratio may be than its baseline before it counts, noise apart.</summary>
    private const double Tolerance = 0.25;

    /// <summary>More noise than this, and a comparison of times says nothing.</summary>
    private const double MostNoise = 0.5;

    /// <param name="baseline">What was measured before.</param>
    /// <param name="run">What was measured now.</param>
    /// <param name="isExact">Whether to judge only what does not depend on the machine's mood.</param>
    public static GateResult Judge(RunReport baseline, RunReport run, bool isExact)
    {
        List<string> failures = [];
        List<string> doubts = [];
        foreach (ScenarioResult now in run.Scenarios)
        {
            ScenarioResult? before = baseline.Scenarios.FirstOrDefault(s => s.Name == now.Name);
            if (before is null)
            {
                doubts.Add($"{now.Name}: the baseline does not have this scenario.");
                continue;
            }

            Allocation(before, now, failures);
            Loss(before, now, failures);
            if (!isExact) Time(before, now, failures, doubts);
        }

        return new GateResult(failures, doubts);
    }

    private static void Allocation(ScenarioResult before, ScenarioResult now, List<string> failures)
    {
        foreach (SideResult side in now.Sides)
        {
            // What allocates by design (peers, reads that build objects) differs from run to run; zero does not.
            if (before.Sides.FirstOrDefault(s => s.Name == side.Name) is { AllocatedBytes: 0 } && side.AllocatedBytes > 0)
                failures.Add($"{now.Name}: {side.Name} allocated {side.AllocatedBytes} bytes in a round; the baseline 0.");
        }
    }

    private static void Loss(ScenarioResult before, ScenarioResult now, List<string> failures)
    {
        foreach (TargetResult target in now.Targets.Where(static t => t is { Limit: 0, Measured.Max: > 0 }))
        {
            if (Before(before, target) is { Measured.Max: 0 })
                failures.Add($"{Named(now, target)}: up to {Units.Format(target.Measured.Max)}; the baseline 0.");
        }
    }

    private static string Named(ScenarioResult scenario, TargetResult target) =>
        $"{scenario.Name}: {target.Ours}{(target.Peer is null ? string.Empty : $" / {target.Peer}")}, {Units.NameOf(target.Quantity)}";

    private static TargetResult? Before(ScenarioResult before, TargetResult target) =>
        before.Targets.FirstOrDefault(t => (t.Ours, t.Peer, t.Quantity) == (target.Ours, target.Peer, target.Quantity));

    private static void Time(ScenarioResult before, ScenarioResult now, List<string> failures, List<string> doubts)
    {
        foreach (TargetResult target in now.Targets.Where(static t => t.Peer is not null))
        {
            if (Before(before, target) is not { } old) continue;

            string what = Named(now, target);
            double noise = old.Noise + target.Noise;
            double limit = old.Measured.Median * (1 + Tolerance + noise);
            if (noise > MostNoise)
                doubts.Add($"{what}: noise {Units.Percent(noise)}, too much to judge.");
            else if ((target.OverProcesses ?? target.Measured).LowerQuartile > limit)
            {
                failures.Add(
                    $"{what}: ratio {Units.Format(target.Measured.Median)}, baseline {Units.Format(old.Measured.Median)}, "
                    + $"noise {Units.Percent(noise)}.");
            }
        }
    }
}
