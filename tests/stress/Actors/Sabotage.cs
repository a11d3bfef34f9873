namespace MvxMetrics.Disruptor.StressTests;

/// <summary>What injected faults throw, so that they are not mistaken for others.</summary>
internal sealed class Sabotage(string where) : Exception($"sabotage in {where}");
