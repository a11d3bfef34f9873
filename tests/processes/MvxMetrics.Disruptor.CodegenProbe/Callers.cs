using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.CodegenProbe;

/// <summary>Production code as the JIT sees it: one call each, into which the fast path must be inlined.</summary>
internal static class Callers
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool RegisterEvent(MetricsRecorder recorder, long first, long second) =>
        recorder.RegisterEvent(new Fact(first, second));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool TryRegisterEvent(MetricsRecorder recorder, long first, long second) =>
        recorder.TryRegisterEvent(new Fact(first, second));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool TryWrite(EventWriter<Fact> writer, long first, long second) =>
        writer.TryWrite(new Fact(first, second));
}
