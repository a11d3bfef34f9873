using System.Text.Json.Serialization;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>What a comparison with a target says.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
internal enum Verdict
{
    /// <summary>At or below the limit, by more than the noise.</summary>
    Met,

    /// <summary>Above the limit, by more than the noise.</summary>
    Missed,

    /// <summary>So near to the limit that the same code against itself differs as much.</summary>
    TooNoisy,
}
