using System.Diagnostics.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>One measurement. Tags as <c>key=value key=value</c>, in the order in which they came.</summary>
internal sealed record Measured(Instrument Instrument, double Value, string Tags);
