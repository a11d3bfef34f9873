namespace MvxMetrics.Disruptor.StressTests;

/// <summary>Parks, spins, yields or sleeps at random, and throws in the end: the loop goes on with another strategy.</summary>
internal sealed class MoodyWaitStrategy(int seed, long failsAt) : WaitStrategy
{
    private readonly Random _random = new(seed);
    private long _calls;

    protected override void Wait(in WaitContext context)
    {
        if (++_calls == failsAt) throw new Sabotage("Wait");
        switch (_random.Next(6))
        {
            case 0:
                Thread.Sleep(_random.Next(3));
                break;
            case 1:
                context.Park(TimeSpan.FromMilliseconds(_random.Next(100)));
                break;
            case 2:
                Thread.Yield();
                break;
            default:
                Thread.SpinWait(_random.Next(100));
                break;
        }
    }
}
