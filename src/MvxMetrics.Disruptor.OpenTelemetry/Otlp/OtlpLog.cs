using Microsoft.Extensions.Logging;

namespace MvxMetrics.Disruptor;

/// <summary>What the export of histograms logs.</summary>
internal static partial class OtlpLog
{
    [LoggerMessage(1, LogLevel.Warning, "Histograms were not delivered to {Endpoint}; they are in the next export.")]
    public static partial void NotDelivered(ILogger logger, Uri endpoint, Exception error);

    [LoggerMessage(2, LogLevel.Warning, "{Endpoint} rejected {Points} points, which are not sent again: {Message}")]
    public static partial void Rejected(ILogger logger, Uri endpoint, long points, string message);

    [LoggerMessage(3, LogLevel.Warning, "Recorder '{Recorder}' could not be read for an export; it is asked again.")]
    public static partial void NotRead(ILogger logger, string recorder, Exception error);
}
