using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Reflection;

namespace MvxMetrics.Disruptor.CodegenProbe;

/// <summary>Knows, from the runtime's own events, when the JIT has given all methods of some types their last code.</summary>
internal sealed class CompilationWatch(params Type[] types) : EventListener
{
    private const EventKeywords Jit = (EventKeywords)0x10;

    // The code's tier in MethodLoadVerbose's flags, and its two final values.
    private const int TierShift = 7;
    private const int TierMask = 7;
    private const int FullyOptimized = 2;
    private const int TierOne = 4;

    private readonly ConcurrentDictionary<string, bool> _awaited = new(types.SelectMany(
        static type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Select(method => KeyValuePair.Create($"{type.FullName}.{method.Name}", true))));

    /// <summary>Methods that still lack their last code.</summary>
    public IEnumerable<string> Awaited => _awaited.Keys;

    public bool IsComplete => _awaited.IsEmpty;

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime") EnableEvents(eventSource, EventLevel.Verbose, Jit);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName?.StartsWith("MethodLoadVerbose", StringComparison.Ordinal) != true) return;

        uint flags = (uint)Payload("MethodFlags");
        if (((flags >> TierShift) & TierMask) is FullyOptimized or TierOne)
            _awaited.TryRemove($"{Payload("MethodNamespace")}.{Payload("MethodName")}", out _);

        object Payload(string name) => eventData.Payload![eventData.PayloadNames!.IndexOf(name)]!;
    }
}
