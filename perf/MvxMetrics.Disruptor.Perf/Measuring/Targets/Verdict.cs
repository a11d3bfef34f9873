using System.Text.Json.Serialization;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>What a comparison with a target says.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
internal enum Verdict
{
    /// <summary>The upper quartile over processes is at or below the limit; of one process: its median, by more than the noise.</summary>
    Met,

    /// <summary>Not even the lower quartile over processes is; of one process: its median lies above by more than the noise.</summary>
    Missed,

    /// <summary>The limit lies between the quartiles over processes, or as near as the same code differs from itself.</summary>
    TooNoisy,
}
