using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>Room on the stack for one value of each event of a run.</summary>
[InlineArray(64)]
internal struct RunBuffer<T>
{
    private T _first;
}
