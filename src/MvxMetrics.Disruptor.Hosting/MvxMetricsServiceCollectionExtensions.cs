using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MvxMetrics.Disruptor;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts a <see cref="MetricsRuntime"/> and its recorders into a host's services.</summary>
public static class MvxMetricsServiceCollectionExtensions
{
    /// <summary>
    /// Adds a <see cref="MetricsRuntime"/> that lives with the host, and <see cref="MetricsRecorders"/>. The runtime is started
    /// when it is first resolved, at the latest before any hosted service starts, and shut down after all of them have stopped,
    /// within the host's shutdown timeout. Options are validated before the host starts. Calls add up. Other runtimes that the
    /// application adds to the services are its own affair: recorders and the health check belong to this one.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets options; null: the defaults.</param>
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
    /// As <see cref="AddMvxMetrics(IServiceCollection, Action{MetricsRuntimeOptions})"/>, with options from configuration. A key
    /// that is no option, and a value that cannot be read or is out of range, stop the host as it starts, with a message that
    /// names the key, the value and what is allowed. Read once: later changes of the configuration have no effect.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="section">
    /// The section; its keys are the properties of <see cref="MetricsRuntimeOptions"/>. A missing section means the defaults.
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
    /// Adds a recorder as the keyed service of its id: <c>[FromKeyedServices("orders")] MetricsRecorder recorder</c>. Created
    /// when it is first resolved, at the latest when the host starts, with its metrics registered before its first event. Has
    /// something else taken the id by then, the host does not start: <see cref="RecorderAlreadyExistsException"/>.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="id">The recorder's id in the runtime, and the key. Trimmed; not blank.</param>
    /// <param name="configure">Registers the metrics. Called once; what it throws stops the host.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentException">An argument is null, the id is blank or was added before.</exception>
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
    /// As <see cref="AddMvxRecorder(IServiceCollection, string, Action{MetricsRecorder})"/>, for a class of its own or with other
    /// <see cref="RecorderContext.Options"/>. It can be resolved as <typeparamref name="TRecorder"/> and as
    /// <see cref="MetricsRecorder"/>, both by the key.
    /// </summary>
    /// <typeparam name="TRecorder">The class.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="id">The recorder's id in the runtime, and the key. Trimmed; not blank.</param>
    /// <param name="factory">
    /// Makes the recorder of the context and registers its metrics. Called once; what it throws stops the host.
    /// </param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentException">An argument is null, the id is blank or was added before.</exception>
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

    // Under a key of its own, so that this one is found whatever other runtimes there are; and as MetricsRuntime.
    private static void AddRuntime(IServiceCollection services)
    {
        if (services.Any(static s => s.IsKeyedService && Equals(s.ServiceKey, typeof(MetricsRuntimeService)))) return;
        services.AddKeyedSingleton(typeof(MetricsRuntimeService), static (provider, _) => StartRuntime(provider));
        services.AddSingleton(RuntimeOf);
    }

    private static MetricsRuntime RuntimeOf(IServiceProvider provider) =>
        provider.GetRequiredKeyedService<MetricsRuntime>(typeof(MetricsRuntimeService));

    // Started here and not by the hosted service: singletons are constructed before the host starts, and may want recorders.
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
