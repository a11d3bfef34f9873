namespace MvxMetrics.Disruptor.Tests;

/// <summary>A snapshot of a runtime is asked by recorder id.</summary>
[TestFixture]
internal sealed class RuntimeSnapshotTests
{
    private static readonly Dictionary<string, MetricSnapshot> s_first = [];
    private static readonly Dictionary<string, MetricSnapshot> s_second = [];

    [Test]
    public void A_recorder_is_found_by_its_id_which_is_trimmed()
    {
        RuntimeSnapshot snapshot = New();
        snapshot["first"].ShouldBeSameAs(s_first);
        snapshot["\tsecond "].ShouldBeSameAs(s_second);
    }

    [Test]
    public void An_unknown_recorder_is_refused_with_those_there_are() =>
        Should.Throw<KeyNotFoundException>(() => New()[" Third "]).Message.ShouldBe(
            "The snapshot has no recorder 'Third'. It has: first, second.");

    [Test]
    public void A_blank_id_is_an_argument_error([Values(null, "", " \t")] string? id) =>
        Should.Throw<ArgumentException>(() => New()[id!]).ParamName.ShouldBe("recorderId");

    private static RuntimeSnapshot New() => new(
        new OrderedDictionary<string, IReadOnlyDictionary<string, MetricSnapshot>> { ["first"] = s_first, ["second"] = s_second }, default);
}
