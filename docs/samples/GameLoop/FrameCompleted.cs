using MvxMetrics.Disruptor;

namespace GameLoopSample;

/// <summary>A frame is done: what the simulation took, and what remained of it in the picture.</summary>
internal readonly record struct FrameCompleted(double Milliseconds, int Particles, bool Overran) : IMetricEvent
{
    public static string EventType => "game.frame.completed";
}
