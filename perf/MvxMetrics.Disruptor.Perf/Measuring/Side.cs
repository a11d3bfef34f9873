namespace MvxMetrics.Disruptor.Perf;

/// <summary>One contender of a scenario. Built once, then measured round by round in turn with the others.</summary>
internal abstract class Side(string name, string included, string excluded) : IDisposable
{
    /// <summary>Its name in reports and targets.</summary>
    public string Name { get; } = name;

    /// <summary>What its figures contain.</summary>
    public string Included { get; } = included;

    /// <summary>What they leave out.</summary>
    public string Excluded { get; } = excluded;

    /// <summary>
    /// Works one round, checks that every count and sum is what it must be, then tells what it took.
    /// </summary>
    /// <exception cref="WrongResultException">Something was lost, counted twice, or not measured.</exception>
    public abstract Sample Round();

    public virtual void Dispose()
    {
    }
}
