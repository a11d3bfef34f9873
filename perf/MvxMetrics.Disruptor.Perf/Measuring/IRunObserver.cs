namespace MvxMetrics.Disruptor.Perf;

/// <summary>Is told how far a run has come.</summary>
internal interface IRunObserver
{
    /// <summary>So many rounds of a scenario follow.</summary>
    void Begin(Scenario scenario, string what, int rounds);

    /// <summary>One of them is done.</summary>
    void Advance();
}
