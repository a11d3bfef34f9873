namespace MvxMetrics.Disruptor;

/// <summary>
/// What <c>RegisterEvent</c> does when there is no room for an event. <c>TryRegisterEvent</c> and <c>TryWrite</c>
/// answer false at once under every policy. Whatever happens, the event is counted.
/// </summary>
public enum OverflowPolicy
{
    /// <summary>The new event is dropped and counted; the call answers false. The default of a runtime.</summary>
    DropNewest,

    /// <summary>
    /// The new event is dropped and counted; the call throws <see cref="RecorderOverflowException"/>. The default of a manually driven
    /// loop.
    /// </summary>
    Throw,

    /// <summary>The call waits for room up to <see cref="RecorderOptions.WaitTimeout"/>, then does as <see cref="DropNewest"/>.</summary>
    Wait,
}
