namespace MvxMetrics.Disruptor;

/// <summary>A command made of two delegates. It is for the lifecycle, where an allocation does not matter.</summary>
internal sealed class ActionCommand(Action execute, Action? cancel = null) : LoopCommand
{
    public override void Execute() => execute();

    public override void Cancel() => cancel?.Invoke();
}
