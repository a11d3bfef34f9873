namespace MvxMetrics.Disruptor.Tests;

/// <summary>
/// Searches for an order of steps in which a model gives every call the outcome it had. A call that ended before another
/// began comes before it; calls that overlap may come in any order, and their steps may mix.
/// </summary>
internal sealed class HistoryChecker<TState, TOperation>(
    LifecycleModel<TState, TOperation> model, IReadOnlyList<HistoryCall<TOperation>> calls)
    where TState : struct, IEquatable<TState>
{
    private const int Ended = -1;

    private readonly HashSet<(TState State, string Progress)> _seen = [];

    /// <summary>Whether the history can be explained, and ends in a state that fits what was seen at the end.</summary>
    public bool Explains(TState initial, Func<TState, bool> fitsTheEnd) => Search(initial, new int[calls.Count], fitsTheEnd);

    private bool Search(TState state, int[] progress, Func<TState, bool> fitsTheEnd)
    {
        if (!_seen.Add((state, string.Join(',', progress)))) return false;
        if (progress.All(static p => p == Ended) && fitsTheEnd(state)) return true;

        foreach (TState next in model.Drift(state))
            if (Search(next, progress, fitsTheEnd)) return true;

        for (int i = 0; i < calls.Count; i++)
        {
            if (progress[i] == Ended || !MayGoOn(i, progress)) continue;
            foreach (ModelStep<TState> step in model.Advance(state, calls[i], progress[i]))
            {
                if (step.Outcome is { } outcome && outcome != calls[i].Outcome) continue;
                int[] next = [.. progress];
                next[i] = step.Outcome is null ? step.Progress : Ended;
                if (Search(step.Next, next, fitsTheEnd)) return true;
            }
        }

        return false;
    }

    private bool MayGoOn(int call, int[] progress)
    {
        if (progress[call] != 0) return true;
        for (int i = 0; i < calls.Count; i++)
            if (progress[i] != Ended && calls[i].Ended < calls[call].Began) return false;
        return true;
    }
}
