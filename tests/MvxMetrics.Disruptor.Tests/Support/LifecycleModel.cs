namespace MvxMetrics.Disruptor.Tests;

/// <summary>
/// A table of states, as simple as can be. A call may take several steps, since it begins an operation and waits for its
/// end, perhaps together with others; between steps anything may happen.
/// </summary>
internal abstract class LifecycleModel<TState, TOperation>
    where TState : struct, IEquatable<TState>
{
    /// <summary>
    /// What a call may do next, none when it has to wait. Progress is what the call remembers between its steps, zero
    /// before the first.
    /// </summary>
    public abstract IEnumerable<ModelStep<TState>> Advance(TState state, HistoryCall<TOperation> call, int progress);

    /// <summary>What may happen by itself.</summary>
    public abstract IEnumerable<TState> Drift(TState state);
}

/// <summary>One step of a call. It ends the call when there is an outcome.</summary>
internal readonly record struct ModelStep<TState>(TState Next, int Progress, string? Outcome)
    where TState : struct, IEquatable<TState>
{
    public static ModelStep<TState> GoOn(TState next, int progress) => new(next, progress, null);

    public static ModelStep<TState> End(TState next, string outcome) => new(next, 0, outcome);
}
