namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>Bad options get an error that names them; good ones are copied.</summary>
[TestFixture]
internal sealed class PrometheusOptionsTests
{
    public static IEnumerable<TestCaseData> Bad =>
    [
        Case(static o => o.Histograms = (HistogramFormat)7, "Histograms"),
        Case(static o => o.WriteTimeout = TimeSpan.Zero, "WriteTimeout"),
        Case(static o => o.WriteTimeout = TimeSpan.FromDays(2), "WriteTimeout"),
        Case(static o => o.Bounds = [1, 1], "Bounds"),
        Case(static o => o.Bounds = [2, 1], "Bounds"),
        Case(static o => o.Bounds = [-1], "Bounds"),
        Case(static o => o.Bounds = [.. Enumerable.Range(0, 1001).Select(static i => (long)i)], "Bounds"),
    ];

    [TestCaseSource(nameof(Bad))]
    public void A_bad_option_is_named(Action<PrometheusOptions> spoil, string name)
    {
        using MetricsRuntime runtime = new();
        PrometheusOptions options = new();
        spoil(options);
        Should.Throw<ArgumentException>(() => new MetricsExposition([runtime], options)).ParamName.ShouldBe(name);
    }

    [Test]
    public void The_edges_of_every_range_are_good()
    {
        Should.NotThrow(static () => PrometheusOptions.Valid(new PrometheusOptions { WriteTimeout = TimeSpan.FromMilliseconds(1) }));
        Should.NotThrow(static () => PrometheusOptions.Valid(new PrometheusOptions { WriteTimeout = TimeSpan.FromDays(1) }));
        Should.NotThrow(static () => PrometheusOptions.Valid(new PrometheusOptions { Bounds = [] }));
        long[] most = [.. Enumerable.Range(0, 1000).Select(static i => (long)i)];
        PrometheusOptions.Valid(new PrometheusOptions { Bounds = most }).Bounds.ShouldBe(most);
    }

    [Test]
    public void The_copy_does_not_change_with_the_options_nor_the_options_with_the_copy()
    {
        List<long> bounds = [10];
        PrometheusOptions options = new()
        {
            Bounds = bounds,
            Histograms = HistogramFormat.Quantiles,
            BaseUnits = false,
            CreatedTimestamps = false,
            RuntimeLabel = true,
        };
        PrometheusOptions valid = PrometheusOptions.Valid(options);
        bounds.Add(5);
        options.BaseUnits = true;
        valid.Bounds.ShouldBe([10]);
        (valid.Histograms, valid.BaseUnits, valid.CreatedTimestamps, valid.RuntimeLabel, valid.OwnAccount)
            .ShouldBe((HistogramFormat.Quantiles, false, false, true, true));
        options.Bounds.ShouldBeSameAs(bounds);
    }

    [Test]
    public void No_options_are_the_defaults()
    {
        PrometheusOptions valid = PrometheusOptions.Valid(null);
        (valid.Histograms, valid.BaseUnits, valid.CreatedTimestamps, valid.OwnAccount, valid.WriteTimeout)
            .ShouldBe((HistogramFormat.Buckets, true, true, true, TimeSpan.FromSeconds(30)));
        (valid.Bounds, valid.RuntimeLabel).ShouldBe((null, null));
    }

    private static TestCaseData Case(Action<PrometheusOptions> spoil, string name) =>
        new TestCaseData(spoil, name).SetArgDisplayNames(name);
}
