namespace MvxMetrics.Disruptor;

/// <summary>A series of the library's own account: a row of its table.</summary>
/// <typeparam name="TReading">What its value is taken from.</typeparam>
/// <param name="Name">Its family's name, which is fixed.</param>
/// <param name="Type">Its family's type: a gauge or a counter.</param>
/// <param name="Help">What it tells.</param>
/// <param name="Value">Takes its value; static, so that a scrape allocates nothing.</param>
internal sealed record OwnSeries<TReading>(string Name, FamilyType Type, string Help, Func<TReading, long> Value);
