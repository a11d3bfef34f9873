using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>The endpoint of ASP.NET Core: which runtimes, which methods, and what is missing.</summary>
[TestFixture]
internal sealed class PrometheusEndpointRouteBuilderExtensionsTests
{
    [Test]
    public async Task An_application_without_a_runtime_says_so_and_bad_arguments_are_named()
    {
        await using WebApplication application = WebApplication.CreateSlimBuilder().Build();
        Should.Throw<InvalidOperationException>(() => application.MapMvxMetrics()).Message.ShouldContain("services.AddMvxMetrics()");
        Should.Throw<ArgumentNullException>(() => application.MapMvxMetrics(null!)).ParamName.ShouldBe("pattern");
        Should.Throw<ArgumentNullException>(() => PrometheusEndpointRouteBuilderExtensions.MapMvxMetrics(null!))
            .ParamName.ShouldBe("endpoints");
        Should.Throw<ArgumentException>(() => application.MapMvxMetrics(runtimes: [])).ParamName.ShouldBe("runtimes");
    }

    [Test]
    public async Task An_endpoint_has_a_name_its_path_and_two_methods()
    {
        using MetricsRuntime runtime = new();
        await using WebApplication application = WebApplication.CreateSlimBuilder().Build();
        application.MapMvxMetrics("/own/path", [runtime]).ShouldNotBeNull();
        RouteEndpoint endpoint = ((IEndpointRouteBuilder)application).DataSources
            .SelectMany(static d => d.Endpoints).ShouldHaveSingleItem().ShouldBeOfType<RouteEndpoint>();
        (endpoint.DisplayName, endpoint.RoutePattern.RawText).ShouldBe(("MvxMetrics scrape", "/own/path"));
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.ShouldBe(["GET", "HEAD"]);
    }

    [Test]
    public async Task Registered_runtimes_must_differ_like_those_that_are_handed_in()
    {
        using MetricsRuntime one = new(new MetricsRuntimeOptions { Namespace = "same" });
        using MetricsRuntime two = new(new MetricsRuntimeOptions { Namespace = "same" });
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton(one);
        builder.Services.AddSingleton(two);
        await using WebApplication application = builder.Build();
        Should.Throw<ArgumentException>(() => application.MapMvxMetrics()).Message.ShouldContain("'same'");
        Should.NotThrow(() => application.MapMvxMetrics(runtimes: [two]));
    }
}
