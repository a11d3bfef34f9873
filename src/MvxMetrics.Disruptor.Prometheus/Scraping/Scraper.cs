using Microsoft.Extensions.Logging;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Reads the values of all recorders, each at one moment between two events, and keeps the layout up to date. Any thread.
/// </summary>
internal sealed partial class Scraper(RuntimeSource[] sources, PrometheusOptions options, ILogger logger)
{
    /// <summary>The most layouts made for one scrape: otherwise a metric that passes new names at every read would never end.</summary>
    private const int MaxLayouts = 3;

    private readonly Lock _building = new();

    /// <summary>Replaced as a whole. Published with release and read with acquire, so a thread that sees a layout sees all of it.</summary>
    private ExpositionLayout? _layout;

    /// <summary>Layouts made so far, for tests.</summary>
    public int LayoutsMade { get; private set; }

    /// <summary>Reads all values into a scrape's memory. Allocates nothing as long as the layout fits.</summary>
    /// <returns>The layout that the values belong to.</returns>
    public ExpositionLayout Read(ScrapeMemory memory)
    {
        ExpositionLayout? layout = Volatile.Read(ref _layout);
        for (int attempt = 0; ; attempt++)
        {
            if (layout is null || !layout.IsCurrent) layout = Replace(layout);
            bool isKnown = TryRead(layout, memory.Prepare(layout.Slots));
            if (isKnown || attempt == MaxLayouts) return layout; // what is still unknown is shown next time
            layout = Replace(layout);
        }
    }

    private bool TryRead(ExpositionLayout layout, Span<SampleValue> values)
    {
        bool isKnown = true;
        foreach (RuntimePlan runtime in layout.Runtimes)
        {
            foreach (RecorderPlan recorder in runtime.Recorders) isKnown &= TryRead(runtime.Source, recorder, values);
            if (options.OwnAccount) OwnAccount.Read(runtime.Source, values.Slice(runtime.FirstSlot, OwnAccount.RuntimeSlots));
        }

        return isKnown;
    }

    private bool TryRead(RuntimeSource source, RecorderPlan plan, Span<SampleValue> values)
    {
        try
        {
            if (options.OwnAccount) OwnAccount.Read(plan.Recorder, values[plan.FirstSlot..]);
            ValueReader reader = new(plan, values);
            plan.Recorder.ReadSeries(ref reader);
            return !reader.HasUnknown;
        }
#pragma warning disable CA1031 // an application's metric may throw anything, and must not take the others with it
        catch (Exception error)
#pragma warning restore CA1031
        {
            values[(plan.FirstSlot + OwnAccount.RecorderSlots)..plan.EndSlot].Clear(); // never half a recorder
            source.CountReadError();
            ReadFailed(logger, error, plan.Recorder.EntityId);
            return true;
        }
    }

    // One at a time: the second caller finds what the first one made.
    private ExpositionLayout Replace(ExpositionLayout? stale)
    {
        lock (_building)
        {
            ExpositionLayout? layout = _layout;
            if (layout is null || ReferenceEquals(layout, stale) || !layout.IsCurrent)
            {
                layout = new LayoutBuilder(options, layout).Build(sources);
                LayoutsMade++;
                Volatile.Write(ref _layout, layout);
            }

            return layout;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A scrape could not read recorder '{Recorder}'; its metrics are missing in it.")]
    private static partial void ReadFailed(ILogger logger, Exception error, string recorder);
}
