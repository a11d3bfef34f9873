using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MvxMetrics.Disruptor.Hosting.Tests;

/// <summary>Hosts without defaults, with a configuration in memory and a log that a test can read.</summary>
internal static class TestHost
{
    public static HostApplicationBuilder Builder(LogLines? log = null, params (string Key, string? Value)[] configuration)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(configuration.Select(c => KeyValuePair.Create(c.Key, c.Value)));
        if (log is not null) builder.Logging.AddProvider(log);
        return builder;
    }

    /// <summary>A host whose runtime takes its options from the section MvxMetrics.</summary>
    public static IHost Configured(params (string Key, string? Value)[] configuration)
    {
        HostApplicationBuilder builder = Builder(null, configuration);
        builder.Services.AddMvxMetrics(builder.Configuration.GetSection("MvxMetrics"));
        return builder.Build();
    }
}
