namespace MvxMetrics.Disruptor.Tests;

/// <summary>
/// Whatever is wrong is refused at once, by the right error: it says what was asked, what stood in the way and what to do.
/// </summary>
[TestFixture]
internal sealed class BadInputTests
{
    public static IEnumerable<TestCaseData> BadCases =>
        All.Select(static c => new TestCaseData(c).SetArgDisplayNames(c.ToString()));

    public static IEnumerable<TestCaseData> LegalExtremes =>
        LegalCases.All.Select(static c => new TestCaseData(c).SetArgDisplayNames(c.ToString()));

    private static IEnumerable<BadCase> All =>
    [
        .. OptionCases.All, .. RuntimeCases.All, .. LoopCases.All, .. RecorderCases.All, .. MetricCases.All, .. KeyedMetricCases.All,
        .. TimedMetricCases.All, .. DeltaCases.All, .. HistogramCases.All, .. SelectorCases.All,
    ];

    [TestCaseSource(nameof(BadCases))]
    public void Bad_input_is_refused_with_a_message_that_helps(BadCase bad)
    {
        Exception? error = null;
        Producers.Run(1, _ => error = Record(bad.Call)); // a thread of its own, with a deadline

        error.ShouldNotBeNull("it was accepted");
        error.ShouldBeOfType(bad.Error);
        foreach (string word in bad.Words) error.Message.ShouldContain(word, Case.Sensitive);
        if (error is ArgumentException argument)
        {
            argument.ParamName.ShouldBe(bad.Argument);
            argument.Message.ShouldContain($"'{bad.Argument}'", Case.Sensitive);
        }

        if (error is ArgumentOutOfRangeException range)
            range.Message.ShouldContain($"Actual value was {range.ActualValue}.", Case.Sensitive);
    }

    [TestCaseSource(nameof(LegalExtremes))]
    public void An_extreme_that_is_legal_is_accepted(LegalCase legal) => Producers.Run(1, _ => legal.Proof());

    [Test]
    public void Errors_that_are_no_argument_errors_are_asked_for_what_was_refused_and_for_advice()
    {
        foreach (BadCase bad in All)
            if (bad.Error.IsSubclassOf(typeof(MetricsException))) bad.Words.Length.ShouldBeGreaterThanOrEqualTo(3, bad.ToString());
    }

    [Test]
    public void Every_public_argument_is_in_the_table_or_exempt_with_a_reason()
    {
        HashSet<(string, string)> covered =
            [.. All.Select(static c => (c.Member, c.Argument)), .. LegalCases.All.Select(static c => (c.Member, c.Argument))];
        (string Member, string Argument)[] arguments = [.. PublicSurface.Members.SelectMany(static m => m.Value.Select(a => (m.Key, a)))];
        arguments.Length.ShouldBeGreaterThan(100);

        arguments.Where(a => !covered.Contains(a) && Exemptions.ReasonFor(a.Member, a.Argument) is null)
            .Select(static a => $"{a.Member}: {a.Argument}").ShouldBeEmpty("neither tested nor exempt");
        arguments.Where(a => covered.Contains(a) && Exemptions.ReasonFor(a.Member, a.Argument) is not null)
            .Select(static a => $"{a.Member}: {a.Argument}").ShouldBeEmpty("tested and exempt");
    }

    [Test]
    public void The_table_and_the_exemptions_name_only_what_there_is()
    {
        foreach (string member in All.Select(static c => c.Member).Concat(LegalCases.All.Select(static c => c.Member)).Distinct())
            PublicSurface.Members.Keys.ShouldContain(member);
        foreach (Exemption exemption in Exemptions.All)
            PublicSurface.Members.Any(m => m.Value.Any(a => exemption.Covers(m.Key, a))).ShouldBeTrue($"{exemption} is of no use");
    }

    private static Exception? Record(Action call)
    {
        try
        {
            call();
            return null;
        }
#pragma warning disable CA1031 // looked at by the test
        catch (Exception error)
#pragma warning restore CA1031
        {
            return error;
        }
    }
}
