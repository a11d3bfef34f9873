namespace MvxMetrics.Disruptor.Tests;

/// <summary>Calls on one runtime; those on a recorder are about the recorder 'a' or 'b'.</summary>
internal enum RuntimeOperation
{
    Start,
    Shutdown,
    CreateA,
    CreateB,
    FindA,
    StopA,
    RemoveA,
    RemoveB,
    ReadStatus,
    ReadIds,
}

/// <summary>
/// A runtime as the lifecycle table has it. An id's place is zero when it is free, a positive number when that recorder is
/// registered, and the negated number while it is being created.
/// </summary>
internal readonly record struct RuntimeModelState(RuntimeStatus Status, int A, int B, int Created)
{
    public string Ids => string.Join(',', new[] { A > 0 ? "a" : null, B > 0 ? "b" : null }.Where(static id => id is not null));

    public int this[bool isA] => isA ? A : B;

    public RuntimeModelState With(bool isA, int place) => isA ? this with { A = place } : this with { B = place };
}

/// <summary>The runtime's lifecycle table as a model.</summary>
internal sealed class RuntimeModel : LifecycleModel<RuntimeModelState, RuntimeOperation>
{
    public override IEnumerable<ModelStep<RuntimeModelState>> Advance(
        RuntimeModelState state, HistoryCall<RuntimeOperation> call, int progress) => call.Operation switch
        {
            RuntimeOperation.Start => Start(state, progress),
            RuntimeOperation.Shutdown => Shutdown(state),
            RuntimeOperation.CreateA or RuntimeOperation.CreateB => Create(state, call.Operation == RuntimeOperation.CreateA, progress),
            RuntimeOperation.FindA => Find(state),
            RuntimeOperation.StopA => Stop(state, progress),
            RuntimeOperation.RemoveA or RuntimeOperation.RemoveB => Remove(state, call.Operation == RuntimeOperation.RemoveA, progress),
            RuntimeOperation.ReadStatus => [ModelStep<RuntimeModelState>.End(state, $"{state.Status}")],
            _ => [ModelStep<RuntimeModelState>.End(state, state.Ids)],
        };

    // A shutdown takes one recorder after the other, and ends when none is left.
    public override IEnumerable<RuntimeModelState> Drift(RuntimeModelState state)
    {
        if (state.Status != RuntimeStatus.Stopping) yield break;
        if (state.A > 0) yield return state with { A = 0 };
        if (state.B > 0) yield return state with { B = 0 };
        if (state is { A: <= 0, B: <= 0 }) yield return state with { Status = RuntimeStatus.Closed };
    }

    // Whoever starts or shuts down while it starts waits for that.
    private static IEnumerable<ModelStep<RuntimeModelState>> Start(RuntimeModelState state, int progress) => state.Status switch
    {
        RuntimeStatus.Created => [ModelStep<RuntimeModelState>.GoOn(state with { Status = RuntimeStatus.Starting }, 1)],
        RuntimeStatus.Starting when progress > 0 =>
            [ModelStep<RuntimeModelState>.End(state with { Status = RuntimeStatus.Running }, "done")],
        RuntimeStatus.Starting => [],
        RuntimeStatus.Running => [ModelStep<RuntimeModelState>.End(state, "done")],
        _ => [Refuse(state)],
    };

    private static IEnumerable<ModelStep<RuntimeModelState>> Shutdown(RuntimeModelState state) => state.Status switch
    {
        RuntimeStatus.Created or RuntimeStatus.Running =>
            [ModelStep<RuntimeModelState>.GoOn(state with { Status = RuntimeStatus.Stopping }, 1)],
        RuntimeStatus.Closed => [ModelStep<RuntimeModelState>.End(state, "done")],
        _ => [],
    };

    private static IEnumerable<ModelStep<RuntimeModelState>> Create(RuntimeModelState state, bool isA, int progress)
    {
        if (progress == 0)
        {
            if (state.Status != RuntimeStatus.Running)
            {
                yield return Refuse(state);
            }
            else if (state[isA] != 0)
            {
                yield return ModelStep<RuntimeModelState>.End(state, nameof(RecorderAlreadyExistsException));
            }
            else
            {
                yield return ModelStep<RuntimeModelState>.GoOn(
                    state.With(isA, -(state.Created + 1)) with { Created = state.Created + 1 }, state.Created + 1);
            }
        }
        else if (state.Status == RuntimeStatus.Running)
        {
            yield return ModelStep<RuntimeModelState>.End(state.With(isA, progress), "done");
        }
        else
        {
            yield return ModelStep<RuntimeModelState>.End(state.With(isA, 0), $"refused: {state.Status}");
        }
    }

    private static IEnumerable<ModelStep<RuntimeModelState>> Find(RuntimeModelState state)
    {
        if (state.Status != RuntimeStatus.Running) yield return Refuse(state);
        else yield return ModelStep<RuntimeModelState>.End(state, state.A > 0 ? "found" : nameof(RecorderNotFoundException));
    }

    private static IEnumerable<ModelStep<RuntimeModelState>> Stop(RuntimeModelState state, int progress)
    {
        if (progress > 0) yield return ModelStep<RuntimeModelState>.End(state, "done");
        else yield return Look(state, isA: true);
    }

    private static IEnumerable<ModelStep<RuntimeModelState>> Remove(RuntimeModelState state, bool isA, int progress)
    {
        if (progress > 0) yield return ModelStep<RuntimeModelState>.End(state[isA] == progress ? state.With(isA, 0) : state, "done");
        else yield return Look(state, isA);
    }

    private static ModelStep<RuntimeModelState> Look(RuntimeModelState state, bool isA)
    {
        if (state.Status != RuntimeStatus.Running) return Refuse(state);
        return state[isA] > 0
            ? ModelStep<RuntimeModelState>.GoOn(state, state[isA])
            : ModelStep<RuntimeModelState>.End(state, nameof(RecorderNotFoundException));
    }

    private static ModelStep<RuntimeModelState> Refuse(RuntimeModelState state) =>
        ModelStep<RuntimeModelState>.End(state, $"refused: {state.Status}");
}
