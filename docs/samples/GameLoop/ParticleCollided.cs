using MvxMetrics.Disruptor;

namespace GameLoopSample;

/// <summary>Two particles met; many of these in a frame.</summary>
internal readonly record struct ParticleCollided(float Speed) : IMetricEvent
{
    public static string EventType => "game.particle.collided";
}
