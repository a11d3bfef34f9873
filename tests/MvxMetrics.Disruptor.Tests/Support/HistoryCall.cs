namespace MvxMetrics.Disruptor.Tests;

/// <summary>
/// One call of a recorded history: which thread made it, when it began and ended on a clock that all threads share, and
/// how it ended, in words.
/// </summary>
internal sealed record HistoryCall<TOperation>(int Thread, TOperation Operation, long Began, long Ended, string Outcome)
{
    public override string ToString() => $"thread {Thread} [{Began}..{Ended}] {Operation} -> {Outcome}";
}
