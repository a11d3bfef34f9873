using System.Reflection;
using System.Text.RegularExpressions;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>The names of dimensions: each once, fit for every exporter, and none that could be taken for a name with a number.</summary>
[TestFixture]
internal sealed partial class WellKnownDimensionsTests
{
    private static readonly Dictionary<string, string> s_names = typeof(WellKnownDimensions)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .ToDictionary(static field => field.Name, static field => (string)field.GetRawConstantValue()!);

    [Test]
    public void No_two_are_the_same()
    {
        s_names.Count.ShouldBeGreaterThanOrEqualTo(18);
        s_names.Values.ShouldBeUnique();
    }

    [Test]
    public void They_are_small_letters_and_underscores_so_that_no_exporter_has_to_change_them() =>
        s_names.Values.Where(static name => !Plain().IsMatch(name)).ShouldBeEmpty();

    [Test]
    public void No_whole_name_begins_as_one_that_goes_on_with_a_number()
    {
        string[] prefixes = [.. s_names.Where(static n => n.Key.EndsWith("Prefix", StringComparison.Ordinal)).Select(static n => n.Value)];
        prefixes.Length.ShouldBe(4);
        s_names.Values.Except(prefixes).Where(name => prefixes.Any(p => name.StartsWith(p, StringComparison.Ordinal))).ShouldBeEmpty();
        prefixes.ShouldAllBe(p => prefixes.Count(other => p.StartsWith(other, StringComparison.Ordinal)) == 1);
    }

    [GeneratedRegex("^[a-z][a-z_]*$")]
    private static partial Regex Plain();
}
