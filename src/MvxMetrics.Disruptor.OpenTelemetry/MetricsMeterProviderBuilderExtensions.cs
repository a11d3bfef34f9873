using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MvxMetrics.Disruptor;
using OpenTelemetry.Exporter;

namespace OpenTelemetry.Metrics;

/// <summary>Adds the metrics of a runtime to an OpenTelemetry meter provider.</summary>
public static class MetricsMeterProviderBuilderExtensions
{
    /// <summary>
    /// Adds all metrics of a runtime as instruments (see <see cref="MetricsMeter"/>). Every reader and exporter of the provider gets them.
    /// Percentiles are gauges. For histograms add
    /// <see cref="AddMvxOtlpHistograms(MeterProviderBuilder, MetricsRuntime, Action{OtlpHistogramOptions}?)"/>.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="runtime">
    /// The runtime. It is not disposed with the provider. If it ends first, the provider sends the last values of the recorders that it has
    /// seen.
    /// </param>
    /// <param name="options">Options; null: the defaults.</param>
    /// <returns>
    /// The builder. Building the provider throws <see cref="InvalidOperationException"/> if it already has a meter of the same name for a
    /// runtime of the same namespace: their series would be the same.
    /// </returns>
    /// <exception cref="ArgumentNullException">The builder or the runtime is null.</exception>
    /// <exception cref="ArgumentException">An option has a bad value; the message names it.</exception>
    public static MeterProviderBuilder AddMvxMetrics(
        this MeterProviderBuilder builder, MetricsRuntime runtime, MetricsMeterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        return AddMeter(builder, _ => runtime, options);
    }

    /// <summary>As above, with the <see cref="MetricsRuntime"/> that is registered as a service.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder. Building the provider throws <see cref="InvalidOperationException"/> if no runtime is registered.</returns>
    /// <exception cref="ArgumentNullException">The builder is null.</exception>
    public static MeterProviderBuilder AddMvxMetrics(this MeterProviderBuilder builder) => AddMeter(builder, RuntimeOf, null);

    /// <summary>
    /// Sends all histograms of a runtime over OTLP as histograms, with exact buckets, in addition to everything else that the provider
    /// exports. The resource is that of the provider. <c>ForceFlush</c> and the end of the provider send too. What a receiver did not take
    /// is sent again with the next export.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="runtime">The runtime.</param>
    /// <param name="configure">Changes the options. Null: the options stay as the environment and the configuration set them.</param>
    /// <returns>The builder. Building the provider throws <see cref="ArgumentException"/> if an option has a bad value.</returns>
    /// <exception cref="ArgumentNullException">The builder or the runtime is null.</exception>
    public static MeterProviderBuilder AddMvxOtlpHistograms(
        this MeterProviderBuilder builder, MetricsRuntime runtime, Action<OtlpHistogramOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        return AddHistograms(builder, _ => runtime, configure);
    }

    /// <summary>As above, with the <see cref="MetricsRuntime"/> that is registered as a service.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder. Building the provider throws <see cref="InvalidOperationException"/> if no runtime is registered.</returns>
    /// <exception cref="ArgumentNullException">The builder is null.</exception>
    public static MeterProviderBuilder AddMvxOtlpHistograms(this MeterProviderBuilder builder) => AddHistograms(builder, RuntimeOf, null);

    /// <summary>As above, with options.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Changes the options.</param>
    /// <returns>
    /// The builder. Building the provider throws <see cref="InvalidOperationException"/> if no runtime is registered,
    /// <see cref="ArgumentException"/> if an option has a bad value.
    /// </returns>
    /// <exception cref="ArgumentNullException">The builder or the action is null.</exception>
    public static MeterProviderBuilder AddMvxOtlpHistograms(this MeterProviderBuilder builder, Action<OtlpHistogramOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return AddHistograms(builder, RuntimeOf, configure);
    }

    private static MeterProviderBuilder AddMeter(
        MeterProviderBuilder builder, Func<IServiceProvider, MetricsRuntime> runtime, MetricsMeterOptions? options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        MetricsMeterOptions valid = MetricsMeterOptions.Valid(options);
        object key = new();

        // A service, because a provider disposes its services after it has collected for the last time, and its instrumentations before
        // that. So the instrumentation only makes sure that the service is created.
        builder.ConfigureServices(services =>
        {
            services.TryAddSingleton<MetersOfProvider>();
            services.AddKeyedSingleton(key, (provider, _) =>
            {
                MetricsRuntime source = runtime(provider);
                provider.GetRequiredService<MetersOfProvider>().Add(valid.MeterName, source.Namespace);
                return new MetricsMeter(source, valid);
            });
        });
        return builder
            .AddMeter(valid.MeterName)
            .AddInstrumentation(provider => new WeakReference(provider.GetRequiredKeyedService<MetricsMeter>(key)));
    }

    private static MeterProviderBuilder AddHistograms(
        MeterProviderBuilder builder, Func<IServiceProvider, MetricsRuntime> runtime, Action<OtlpHistogramOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMeter(OtlpHistogramExporter.MeterName).AddReader(provider =>
        {
            IConfiguration configuration = provider.GetRequiredService<IConfiguration>();
            OtlpHistogramOptions options = new(
                provider.GetRequiredService<IOptionsFactory<OtlpExporterOptions>>().Create(Options.DefaultName),
                ReaderOptions(provider, configuration));
            configure?.Invoke(options);
            options.Validate();
            OtlpClient client = OtlpClient.Create(options.Exporter, configuration);
            OtlpHistogramExporter exporter = new(runtime(provider), options, client, provider.GetService<ILoggerFactory>());
            TimeSpan interval = TimeSpan.FromMilliseconds(options.IntervalMilliseconds);
            return new OtlpHistogramReader(exporter, interval, options.ExportTimeoutMilliseconds);
        });
    }

    // A copy: the instance in the container also belongs to the SDK's exporter.
    private static MetricReaderOptions ReaderOptions(IServiceProvider provider, IConfiguration configuration)
    {
        MetricReaderOptions known = provider.GetRequiredService<IOptionsMonitor<MetricReaderOptions>>().Get(Options.DefaultName);
        MetricReaderOptions options = new()
        {
            TemporalityPreference = known.TemporalityPreference,
            PeriodicExportingMetricReaderOptions = new PeriodicExportingMetricReaderOptions
            {
                ExportIntervalMilliseconds = known.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds,
                ExportTimeoutMilliseconds = known.PeriodicExportingMetricReaderOptions.ExportTimeoutMilliseconds,
            },
        };
        string? configured = configuration["OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE"];
        if (Enum.TryParse(configured, ignoreCase: true, out MetricReaderTemporalityPreference preference))
            options.TemporalityPreference = preference;
        return options;
    }

    private static MetricsRuntime RuntimeOf(IServiceProvider provider) =>
        provider.GetService<MetricsRuntime>() ?? throw new InvalidOperationException(
            "There is no MetricsRuntime among the services. Register one (services.AddSingleton(runtime)), "
            + "or hand the runtime to the method.");
}
