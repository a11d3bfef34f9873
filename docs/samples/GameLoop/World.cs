using MvxMetrics.Disruptor;

namespace GameLoopSample;

/// <summary>
/// The game: particles in a box that bounce off each other. Now and then a burst of new ones arrives, and such frames
/// take longer. Reports collisions as they happen; knows nothing of budgets.
/// </summary>
internal sealed class World(MetricsRecorder? metrics, int seed)
{
    private const int Residents = 300;
    private const int Burst = 9000;
    private const int BurstInterval = 60;
    private const float Radius = 0.004f;

    private readonly Random _random = new(seed);
    private readonly List<(float X, float Y, float Dx, float Dy)> _particles = [];
    private int _frame;

    public int Count => _particles.Count;

    /// <summary>The game's own count, to hold the metrics against.</summary>
    public long Collisions { get; private set; }

    /// <summary>Advances by one frame.</summary>
    public void Step()
    {
        int wanted = _frame++ % BurstInterval == BurstInterval - 1 ? Burst : Residents;
        while (_particles.Count < wanted) _particles.Add((Place(), Place(), Place() - 0.5f, Place() - 0.5f));
        if (_particles.Count > wanted) _particles.RemoveRange(wanted, _particles.Count - wanted);

        for (int i = 0; i < _particles.Count; i++)
        {
            (float x, float y, float dx, float dy) = _particles[i];
            if (x is < 0 or > 1) dx = -dx;
            if (y is < 0 or > 1) dy = -dy;
            _particles[i] = (x + (dx / 60), y + (dy / 60), dx, dy);
            Collide(i);
        }

        float Place() => _random.NextSingle();
    }

    private void Collide(int index)
    {
        (float x, float y, float dx, float dy) = _particles[index];
        for (int other = 0; other < index; other++)
        {
            (float ox, float oy, float odx, float ody) = _particles[other];
            if (Math.Abs(x - ox) > Radius || Math.Abs(y - oy) > Radius) continue;

            _particles[index] = (x, y, odx, ody);
            _particles[other] = (ox, oy, dx, dy);
            Collisions++;
            metrics?.TryRegisterEvent(new ParticleCollided(MathF.Sqrt((dx * dx) + (dy * dy))));
            return;
        }
    }
}
