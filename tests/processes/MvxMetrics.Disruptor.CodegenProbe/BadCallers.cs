using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.CodegenProbe;

/// <summary>What the fast path must never become. Each breaks one rule, so that the rule is seen to work.</summary>
internal static class BadCallers
{
    private static long s_count;
    private static object? s_last;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool Counts(MetricsRecorder recorder, long first, long second)
    {
        Interlocked.Increment(ref s_count);
        return recorder.TryRegisterEvent(new Fact(first, second));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool Exchanges(MetricsRecorder recorder, long first, long second)
    {
        Interlocked.Exchange(ref s_count, first);
        return recorder.TryRegisterEvent(new Fact(first, second));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool Fences(MetricsRecorder recorder, long first, long second)
    {
        Interlocked.MemoryBarrier();
        return recorder.TryRegisterEvent(new Fact(first, second));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool Allocates(MetricsRecorder recorder, long first, long second)
    {
        Volatile.Write(ref s_last, new object());
        return recorder.TryRegisterEvent(new Fact(first, second));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool CallsForward(MetricsRecorder recorder, long first, long second) =>
        Forward(recorder, new Fact(first, second));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool CallsVirtualGeneric(Emitter emitter, MetricsRecorder recorder, long first, long second) =>
        emitter.Emit(recorder, new Fact(first, second));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool RecordsTwice(MetricsRecorder recorder, long first, long second) =>
        recorder.TryRegisterEvent(new Fact(first, second)) && recorder.TryRegisterEvent(new Fact(second, first));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Forward(MetricsRecorder recorder, in Fact fact) => recorder.TryRegisterEvent(in fact);
}
