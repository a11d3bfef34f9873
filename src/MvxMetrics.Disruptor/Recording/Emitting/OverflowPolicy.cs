namespace MvxMetrics.Disruptor;

/// <summary>
/// What <c>RegisterEvent</c> does when there is no room for an event. <c>TryRegisterEvent</c> and <c>TryWrite</c> return false at once
/// under every policy. In all cases the event is counted.
/// </summary>
public enum OverflowPolicy
{
    /// <summary>The new event is dropped and counted, and the call returns false. This is the default in a runtime.</summary>
    DropNewest,

    /// <summary>
    /// The new event is dropped and counted, and the call throws <see cref="RecorderOverflowException"/>. This is the default on a manual
    /// loop.
    /// </summary>
    Throw,

    /// <summary>
    /// The call waits for room up to <see cref="RecorderOptions.WaitTimeout"/>. Then it does the same as <see cref="DropNewest"/>.
    /// </summary>
    Wait,
}
