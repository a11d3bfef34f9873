namespace MvxMetrics.Disruptor.Tests;

/// <summary>The base of the library's errors: keeps message and cause, and is the base of all of them.</summary>
[TestFixture]
internal sealed partial class MetricsExceptionTests
{
    [Test]
    public void It_keeps_message_and_cause()
    {
        InvalidCastException cause = new();
        MetricsException error = new("what was asked", cause);
        (error.Message, error.InnerException).ShouldBe(("what was asked", cause));
        new MetricsException("alone").InnerException.ShouldBeNull();
    }

    [Test]
    public void Every_error_of_the_library_can_be_caught_as_it()
    {
        Type[] errors = [.. typeof(MetricsException).Assembly.GetTypes().Where(static type => type.IsAssignableTo(typeof(Exception)))];
        errors.Length.ShouldBeGreaterThan(10);
        errors.Where(static type => !type.IsAssignableTo(typeof(MetricsException))).ShouldBeEmpty();
    }

    [Test]
    public void Every_error_of_the_library_can_be_named_by_its_user()
    {
        typeof(MetricsException).Assembly.GetTypes()
            .Where(static type => type.IsAssignableTo(typeof(MetricsException)) && !type.IsPublic).ShouldBeEmpty();
    }
}
