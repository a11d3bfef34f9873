using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MvxMetrics.Disruptor;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds a <see cref="MetricsRuntime"/> and its recorders to the services of a host.</summary>
public static class MvxMetricsServiceCollectionExtensions
{
    /// <summary>
    /// Adds a <see cref="MetricsRuntime"/> that lives as long as the host, and <see cref="MetricsRecorders"/>. The runtime is started when
    /// it is first resolved, at the latest before any hosted service starts. It is shut down after all of them have stopped, within the
    /// host's shutdown timeout. Options are validated before the host starts. Several calls add their options. The application may add
    /// other runtimes to the services, but recorders and the health check belong to this one.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets options. Null: the defaults.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException">The services are null.</exception>
    public static IServiceCollection AddMvxMetrics(this IServiceCollection services, Action<MetricsRuntimeOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        OptionsBuilder<MetricsRuntimeOptions> options = services.AddOptionsWithValidateOnStart<MetricsRuntimeOptions>();
        if (configure is not null) options.Configure(configure);

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MetricsRuntimeOptions>, RuntimeOptionsValidator>());
        AddRuntime(services);
        services.TryAddSingleton(static provider => new MetricsRecorders(RuntimeOf(provider)));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, MetricsRuntimeService>());
        return services;
    }

    /// <summary>
    /// Does the same as <see cref="AddMvxMetrics(IServiceCollection, Action{MetricsRuntimeOptions})"/>, with options from the
    /// configuration. If a key is not an option, or a value cannot be read or is out of range, the host does not start. The message names
    /// the key, the value and what is allowed. The configuration is read once; later changes have no effect.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="section">
    /// The section. Its keys are the properties of <see cref="MetricsRuntimeOptions"/>. If the section is missing, the options are the
    /// defaults.
    /// </param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException">The services or the section are null.</exception>
    public static IServiceCollection AddMvxMetrics(this IServiceCollection services, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        ConfiguredSection configured = new(section);
        services.AddSingleton(configured);
        services.AddSingleton<IConfigureOptions<MetricsRuntimeOptions>>(configured);
        return services.AddMvxMetrics();
    }

    /// <summary>
    /// Adds a recorder as a keyed service; its id is the key: <c>[FromKeyedServices("orders")] MetricsRecorder recorder</c>. It is created
    /// when it is first resolved, at the latest when the host starts. Its metrics are registered before its first event. If the id is in
    /// use by then, the host does not start: <see cref="RecorderAlreadyExistsException"/>.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="id">The recorder's id in the runtime, and the key. Trimmed; not blank.</param>
    /// <param name="configure">Registers the metrics. It is called once. What it throws stops the host.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentException">An argument is null, or the id is blank or was added before.</exception>
    public static IServiceCollection AddMvxRecorder(this IServiceCollection services, string id, Action<MetricsRecorder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddMvxRecorder(
            id,
            (_, context) =>
            {
                MetricsRecorder recorder = new(context);
                configure(recorder);
                return recorder;
            });
    }

    /// <summary>
    /// Does the same as <see cref="AddMvxRecorder(IServiceCollection, string, Action{MetricsRecorder})"/>, for your own recorder class, or
    /// with other <see cref="RecorderContext.Options"/>. It can be resolved as <typeparamref name="TRecorder"/> and as
    /// <see cref="MetricsRecorder"/>, both with the key.
    /// </summary>
    /// <typeparam name="TRecorder">The class of the recorder.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="id">The recorder's id in the runtime, and the key. Trimmed; not blank.</param>
    /// <param name="factory">
    /// Constructs the recorder with the given context and registers its metrics. It is called once. What it throws stops the host.
    /// </param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentException">An argument is null, or the id is blank or was added before.</exception>
    public static IServiceCollection AddMvxRecorder<TRecorder>(
        this IServiceCollection services, string id, Func<IServiceProvider, RecorderContext, TRecorder> factory)
        where TRecorder : MetricsRecorder
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentNullException.ThrowIfNull(factory);
        RecorderRegistration registration = new(id.Trim());
        if (services.Any(s => s.ServiceType == typeof(RecorderRegistration) && registration.Equals(s.ImplementationInstance)))
        {
            throw new ArgumentException(
                $"Recorder '{registration.Id}' was added before. Register all its metrics there, or choose another id.", nameof(id));
        }

        services.AddSingleton(registration);
        services.AddKeyedSingleton(
            registration.Id,
            (provider, _) => RuntimeOf(provider).CreateRecorder(registration.Id, context => factory(provider, context)));
        if (typeof(TRecorder) != typeof(MetricsRecorder))
        {
            services.AddKeyedSingleton<MetricsRecorder>(
                registration.Id, (provider, key) => provider.GetRequiredKeyedService<TRecorder>(key));
        }

        return services.AddMvxMetrics();
    }

    // Under a key of its own, so that this runtime is found even if there are others; and as MetricsRuntime.
    private static void AddRuntime(IServiceCollection services)
    {
        if (services.Any(static s => s.IsKeyedService && Equals(s.ServiceKey, typeof(MetricsRuntimeService)))) return;
        services.AddKeyedSingleton(typeof(MetricsRuntimeService), static (provider, _) => StartRuntime(provider));
        services.AddSingleton(RuntimeOf);
    }

    private static MetricsRuntime RuntimeOf(IServiceProvider provider) =>
        provider.GetRequiredKeyedService<MetricsRuntime>(typeof(MetricsRuntimeService));

    // Started here and not by the hosted service: singletons are constructed before the host starts, and may need recorders.
    private static MetricsRuntime StartRuntime(IServiceProvider provider)
    {
        MetricsRuntime runtime = new(
            provider.GetRequiredService<IOptions<MetricsRuntimeOptions>>().Value, provider.GetService<ILoggerFactory>());
        try
        {
            runtime.Start();
            return runtime;
        }
        catch
        {
            runtime.Dispose();
            throw;
        }
    }
}
