namespace MvxMetrics.Disruptor.Tests;

/// <content>The base of all errors, and that there are no others.</content>
internal sealed partial class MetricsExceptionTests
{
    private static readonly Type[] s_errors =
    [
        typeof(EventTooLargeException), typeof(LoopReentrancyException), typeof(MetricFaultedException),
        typeof(RecorderAlreadyExistsException), typeof(RecorderNotFoundException), typeof(RecorderOverflowException),
        typeof(RecorderStartException), typeof(RecorderStateException), typeof(RecorderStopException),
        typeof(RuntimeShutdownException), typeof(RuntimeStartException), typeof(RuntimeStateException),
    ];

    [Test]
    public void All_errors_derive_from_one_base_and_only_the_library_makes_them()
    {
        typeof(MetricsException).Assembly.GetExportedTypes()
            .Where(static t => t.IsSubclassOf(typeof(Exception)) && t != typeof(MetricsException))
            .ShouldBe(s_errors, ignoreOrder: true);
        foreach (Type error in s_errors)
        {
            error.BaseType.ShouldBe(typeof(MetricsException));
            error.IsSealed.ShouldBeTrue(error.Name);
            error.GetConstructors().ShouldBeEmpty(error.Name);
        }
    }

    [Test]
    public void It_carries_the_message_and_the_cause_or_none()
    {
        IOException cause = new("no disk");
        MetricsException error = new("what was asked", cause);
        error.Message.ShouldBe("what was asked");
        error.InnerException.ShouldBeSameAs(cause);
        new MetricsException("what was asked").InnerException.ShouldBeNull();
    }
}
