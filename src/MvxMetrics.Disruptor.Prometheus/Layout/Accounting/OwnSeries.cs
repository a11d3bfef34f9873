namespace MvxMetrics.Disruptor;

/// <summary>A series of the library's own account: one row of its table.</summary>
/// <typeparam name="TReading">The type from which its value is taken.</typeparam>
/// <param name="Name">Its family's name, which is fixed.</param>
/// <param name="Type">Its family's type: a gauge or a counter.</param>
/// <param name="Help">The help text: what it means.</param>
/// <param name="Value">Takes its value. It is static, so a scrape allocates nothing.</param>
internal sealed record OwnSeries<TReading>(string Name, FamilyType Type, string Help, Func<TReading, long> Value);
