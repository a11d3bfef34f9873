using System.IO.Pipelines;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MvxMetrics.Disruptor;

/// <summary>
/// The metrics of one or several runtimes as text. It is written directly from snapshots into a pipe. Any number of scrapes at the same
/// time, from any thread, in every status of the runtimes. It never waits for producers or loops, and holds no lock while it writes. It
/// allocates nothing once warm, while recorders, metrics and dimensions stay the same.
/// </summary>
/// <example><code>MetricsExposition exposition = new([runtime]);
/// await exposition.WriteAsync(pipe.Writer, ExpositionFormat.OpenMetrics);</code></example>
public sealed class MetricsExposition
{
    private readonly Scraper _scraper;
    private readonly ScrapeMemoryPool _pool = new();

    /// <summary>Creates an exposition.</summary>
    /// <param name="runtimes">
    /// One runtime at least, and each only once. Several runtimes must have different namespaces, which tell their series apart.
    /// </param>
    /// <param name="options">The options. Null: the defaults. They are copied.</param>
    /// <param name="loggerFactory">Makes the logger for failed reads. Null: nothing is logged.</param>
    /// <exception cref="ArgumentNullException">The runtimes are null.</exception>
    /// <exception cref="ArgumentException">
    /// No runtime, a null one, two of the same namespace, or a bad option; the message names it.
    /// </exception>
    public MetricsExposition(IEnumerable<MetricsRuntime> runtimes, PrometheusOptions? options = null, ILoggerFactory? loggerFactory = null)
    {
        ArgumentNullException.ThrowIfNull(runtimes);
        Options = PrometheusOptions.Valid(options);
        ILogger logger = loggerFactory is null ? NullLogger.Instance : loggerFactory.CreateLogger("MvxMetrics.Disruptor.Prometheus");
        _scraper = new Scraper(Sources([.. runtimes], Options), Options, logger);
    }

    /// <summary>The options, valid.</summary>
    internal PrometheusOptions Options { get; }

    /// <summary>Layouts made so far.</summary>
    internal int LayoutsMade => _scraper.LayoutsMade;

    /// <summary>
    /// Reads all values, then writes them as fast as the reader of the pipe takes them. It flushes piece by piece and does not complete the
    /// pipe. It ends with <see cref="OperationCanceledException"/> if the reader takes longer than
    /// <see cref="PrometheusOptions.WriteTimeout"/> for all of it.
    /// </summary>
    /// <param name="writer">Receives the text.</param>
    /// <param name="format">The format.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>True: all was written. False: the reader has completed, and the rest was not written.</returns>
    /// <exception cref="ArgumentNullException">The writer is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The format is undefined.</exception>
    /// <exception cref="OperationCanceledException">
    /// The writing was cancelled, or the reader took too long. The written text is not complete.
    /// </exception>
    public ValueTask<bool> WriteAsync(PipeWriter writer, ExpositionFormat format, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (format is not (ExpositionFormat.Text or ExpositionFormat.OpenMetrics))
            throw new ArgumentOutOfRangeException(nameof(format), format, "The format must be a defined value.");
        return WriteCoreAsync(writer, format, cancellationToken);
    }

    [System.Runtime.CompilerServices.AsyncMethodBuilder(typeof(System.Runtime.CompilerServices.PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> WriteCoreAsync(PipeWriter writer, ExpositionFormat format, CancellationToken cancellationToken)
    {
        ScrapeMemory memory = _pool.Rent();
        try
        {
            ExpositionLayout layout = _scraper.Read(memory);
            memory.Deadline.CancelAfter(Options.WriteTimeout);
            using CancellationTokenRegistration registration =
                cancellationToken.UnsafeRegister(static state => ((ScrapeMemory)state!).Deadline.Cancel(), memory);
            return await ExpositionWriter.WriteAsync(writer, layout, memory, format, memory.Deadline.Token).ConfigureAwait(false);
        }
        finally
        {
            _pool.Return(memory);
        }
    }

    private static RuntimeSource[] Sources(MetricsRuntime[] runtimes, PrometheusOptions options)
    {
        if (runtimes.Length == 0) throw new ArgumentException("There is no runtime to show. Hand in one at least.", nameof(runtimes));
        HashSet<string> namespaces = new(StringComparer.Ordinal);
        foreach (MetricsRuntime runtime in runtimes)
        {
            if (runtime is null) throw new ArgumentException("A runtime is null.", nameof(runtimes));
            if (!namespaces.Add(runtime.Namespace))
            {
                throw new ArgumentException(
                    $"Two runtimes are called '{runtime.Namespace}', so that their series would be the same. "
                    + "Give each a Namespace of its own in its MetricsRuntimeOptions, or an endpoint of its own.",
                    nameof(runtimes));
            }
        }

        bool isLabelled = options.RuntimeLabel ?? runtimes.Length > 1;
        if (!isLabelled && runtimes.Length > 1)
        {
            throw new ArgumentException(
                "RuntimeLabel is false, and there are several runtimes, whose series it would tell apart. "
                + "Leave it null, or give each runtime an endpoint.",
                nameof(options));
        }

        RuntimeSource[] sources = new RuntimeSource[runtimes.Length];
        for (int i = 0; i < sources.Length; i++) sources[i] = new RuntimeSource(runtimes[i], isLabelled ? runtimes[i].Namespace : null);
        return sources;
    }
}
