using System.Runtime.InteropServices;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>
/// A metric of ours, called as the loop calls it: with runs of events that lie in a lane, each behind its header, through a
/// delegate that knows the implementation.
/// </summary>
internal sealed unsafe class OurMetric : ApplySide
{
    private const int Header = 8;

    private static readonly int s_stride = Header + sizeof(SaveAttempt);

    private readonly Handler _handler;
    private readonly byte* _lane;
    private long _handed;

    public OurMetric(string name, Metric metric)
        : base(name, $"HandleEvents of runs of {EventRun<SaveAttempt>.MaxEvents} with its selectors, through a delegate as in the loop")
    {
        _handler = ((IMetricRunHandler<SaveAttempt>)metric).HandleEvents;
        _lane = (byte*)NativeMemory.AlignedAlloc((nuint)(Events.Length * s_stride), 64);
        for (int i = 0; i < Events.Length; i++)
        {
            *(long*)(_lane + (i * s_stride)) = sizeof(SaveAttempt);
            *(SaveAttempt*)(_lane + (i * s_stride) + Header) = Events[i];
        }
    }

    private delegate void Handler(EventRun<SaveAttempt> run);

    protected override long Count => _handed;

    protected override void Pass()
    {
        Handler handler = _handler;
        int count = Events.Length;
        for (int done = 0; done < count; done += EventRun<SaveAttempt>.MaxEvents)
        {
            handler(new EventRun<SaveAttempt>(
                _lane + (done * s_stride) + Header, Math.Min(EventRun<SaveAttempt>.MaxEvents, count - done), s_stride));
        }

        _handed += count;
    }

    public override void Dispose()
    {
        NativeMemory.AlignedFree(_lane);
        base.Dispose();
    }
}
