namespace MvxMetrics.Disruptor.Tests;

/// <summary>Calls on one recorder.</summary>
internal enum RecorderOperation
{
    Start,
    Stop,
    Register,
    RegisterEvent,
    RegisterPoison,
    ReadStatus,
}

/// <summary>Which hook of the recorder always throws.</summary>
internal enum FailingHook
{
    None,
    Starting,
    Stopped,
}

/// <summary>
/// A recorder as the lifecycle table has it.
/// </summary>
/// <param name="Status">The status.</param>
/// <param name="Operations">Every start and stop so far: '?' under way, 'y' succeeded, 'n' failed.</param>
/// <param name="Poison">Calls, as bits, whose accepted event will throw and has not been met yet.</param>
/// <param name="IsDoomed">Whether the stop under way must meet one: it had been accepted before the stop began.</param>
internal readonly record struct RecorderModelState(RecorderStatus Status, string Operations, int Poison, bool IsDoomed)
{
    public static RecorderModelState Initial { get; } = new(RecorderStatus.Created, string.Empty, 0, false);

    public RecorderModelState Begin(RecorderStatus status) => this with { Status = status, Operations = Operations + "?" };

    public RecorderModelState End(RecorderStatus status, char outcome) =>
        this with
        {
            Status = status,
            Operations = Operations.TrimEnd('?') + (Operations.EndsWith('?') ? outcome : string.Empty),
            IsDoomed = false,
        };
}

/// <summary>The recorder's lifecycle table as a model.</summary>
internal sealed class RecorderModel(IReadOnlyList<HistoryCall<RecorderOperation>> calls, FailingHook failing)
    : LifecycleModel<RecorderModelState, RecorderOperation>
{
    public override IEnumerable<ModelStep<RecorderModelState>> Advance(
        RecorderModelState state, HistoryCall<RecorderOperation> call, int progress) => call.Operation switch
        {
            RecorderOperation.Start when progress > 0 => Join(state, progress, nameof(RecorderStartException)),
            RecorderOperation.Stop when progress > 0 => Join(state, progress, nameof(RecorderStopException)),
            RecorderOperation.Start => [BeginStart(state)],
            RecorderOperation.Stop => [BeginStop(state, call)],
            RecorderOperation.Register => [Register(state)],
            RecorderOperation.ReadStatus => [ModelStep<RecorderModelState>.End(state, $"{state.Status}")],
            _ => [RegisterEvent(state, call)],
        };

    public override IEnumerable<RecorderModelState> Drift(RecorderModelState state)
    {
        switch (state.Status)
        {
            case RecorderStatus.Starting when failing == FailingHook.Starting:
                yield return state.End(RecorderStatus.Faulted, 'n');
                break;
            case RecorderStatus.Starting:
                yield return state.End(RecorderStatus.Running, 'y');
                if (state.Poison != 0) yield return state.End(RecorderStatus.Faulted, 'n'); // it was kept, and met first
                break;
            case RecorderStatus.Running when state.Poison != 0:
                yield return state.End(RecorderStatus.Faulted, 'n');
                break;
            case RecorderStatus.Stopping:
                if (state.Poison != 0 || failing == FailingHook.Stopped) yield return state.End(RecorderStatus.Faulted, 'n');
                if (state.IsDoomed || failing == FailingHook.Stopped) break;

                // What was accepted while the stop began may come behind it: thrown away, or met after a restart.
                yield return state.End(RecorderStatus.Stopped, 'y');
                if (state.Poison != 0) yield return state.End(RecorderStatus.Stopped, 'y') with { Poison = 0 };
                break;
            default:
                break;
        }
    }

    private static ModelStep<RecorderModelState> BeginStart(RecorderModelState state) => state.Status switch
    {
        RecorderStatus.Created or RecorderStatus.Stopped =>
            ModelStep<RecorderModelState>.GoOn(state.Begin(RecorderStatus.Starting), state.Operations.Length + 1),
        RecorderStatus.Starting => ModelStep<RecorderModelState>.GoOn(state, state.Operations.Length),
        _ => Refuse(state),
    };

    private static IEnumerable<ModelStep<RecorderModelState>> Join(RecorderModelState state, int operation, string failure)
    {
        char outcome = state.Operations[operation - 1];
        if (outcome != '?') yield return ModelStep<RecorderModelState>.End(state, outcome == 'y' ? "done" : failure);
    }

    private static ModelStep<RecorderModelState> Register(RecorderModelState state) =>
        state.Status is RecorderStatus.Created or RecorderStatus.Starting or RecorderStatus.Running
            ? ModelStep<RecorderModelState>.End(state, "done")
            : Refuse(state);

    private static ModelStep<RecorderModelState> Refuse(RecorderModelState state) =>
        ModelStep<RecorderModelState>.End(state, $"refused: {state.Status}");

    private ModelStep<RecorderModelState> BeginStop(RecorderModelState state, HistoryCall<RecorderOperation> call)
    {
        if (state.Status == RecorderStatus.Stopping) return ModelStep<RecorderModelState>.GoOn(state, state.Operations.Length);
        if (state.Status != RecorderStatus.Running) return Refuse(state);

        bool isDoomed = calls.Where((accepted, i) => (state.Poison & (1 << i)) != 0 && accepted.Ended < call.Began).Any();
        return ModelStep<RecorderModelState>.GoOn(
            state.Begin(RecorderStatus.Stopping) with { IsDoomed = isDoomed }, state.Operations.Length + 1);
    }

    // An event starts a new recorder, and is then taken or not by the status it finds.
    private ModelStep<RecorderModelState> RegisterEvent(RecorderModelState state, HistoryCall<RecorderOperation> call)
    {
        switch (state.Status)
        {
            case RecorderStatus.Created:
                return ModelStep<RecorderModelState>.GoOn(state.Begin(RecorderStatus.Starting), 1);
            case RecorderStatus.Starting or RecorderStatus.Running:
                int poison = call.Operation == RecorderOperation.RegisterPoison ? 1 << IndexOf(call) : 0;
                return ModelStep<RecorderModelState>.End(state with { Poison = state.Poison | poison }, "True");
            default:
                return Refuse(state);
        }
    }

    private int IndexOf(HistoryCall<RecorderOperation> call)
    {
        for (int i = 0; i < calls.Count; i++)
            if (ReferenceEquals(calls[i], call)) return i;
        throw new InvalidOperationException("not in this history");
    }
}
