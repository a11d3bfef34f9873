using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace MvxMetrics.Disruptor.Hosting.Tests;

/// <summary>How the check is registered.</summary>
[TestFixture]
internal sealed class MvxMetricsHealthChecksBuilderExtensionsTests
{
    [Test]
    public void Bad_arguments_are_refused()
    {
        Should.Throw<ArgumentNullException>(static () => ((IHealthChecksBuilder)null!).AddMvxMetrics()).ParamName.ShouldBe("builder");
        Should.Throw<ArgumentException>(static () => new ServiceCollection().AddHealthChecks().AddMvxMetrics(" "))
            .ParamName.ShouldBe("name");
    }

    [Test]
    public void Registrations_have_their_names_and_tags_and_share_one_check_that_remembers()
    {
        ServiceCollection services = new();
        services.AddMvxMetrics();
        IHealthChecksBuilder builder = services.AddHealthChecks();
        builder.AddMvxMetrics().ShouldBeSameAs(builder);
        builder.AddMvxMetrics("own", HealthStatus.Degraded, ["ready", "live"]);
        using ServiceProvider provider = services.BuildServiceProvider();

        HealthCheckRegistration[] registered =
            [.. provider.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations];
        registered.Select(static r => (r.Name, r.FailureStatus, string.Join(' ', r.Tags.Order()))).ShouldBe(
            [("mvx_metrics", HealthStatus.Unhealthy, ""), ("own", HealthStatus.Degraded, "live ready")]);
        registered[0].Factory(provider).ShouldBeOfType<MetricsHealthCheck>().ShouldBeSameAs(registered[1].Factory(provider));
    }
}
