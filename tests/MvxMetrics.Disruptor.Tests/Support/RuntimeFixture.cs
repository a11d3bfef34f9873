namespace MvxMetrics.Disruptor.Tests;

/// <summary>A running runtime for each test, and the time that a test gives it.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal abstract class RuntimeFixture
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    protected MetricsRuntime Runtime { get; private set; } = null!;

    [SetUp]
    public void StartRuntime()
    {
        Runtime = new MetricsRuntime(Options());
        Runtime.Start();
    }

    [TearDown]
    public void DisposeRuntime() => Runtime.Dispose();

    protected virtual MetricsRuntimeOptions Options() => new();

    protected void Flush() => Runtime.Flush(Patience).ShouldBeTrue("the runtime did not catch up in time");
}
