namespace MvxMetrics.Disruptor.Perf;

/// <summary>What a gate says: what got worse, and what could not be judged.</summary>
internal sealed record GateResult(IReadOnlyList<string> Failures, IReadOnlyList<string> Doubts)
{
    public int ExitCode => Failures.Count > 0 ? Perf.ExitCode.Failed : Doubts.Count > 0 ? Perf.ExitCode.TooNoisy : Perf.ExitCode.Success;
}
