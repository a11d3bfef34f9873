using System.Globalization;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Makes the thread's culture one that writes a comma where the invariant one has a point, until it is disposed.</summary>
internal sealed class CommaCulture : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentCulture;

    public CommaCulture()
    {
        CultureInfo culture = (CultureInfo)CultureInfo.InvariantCulture.Clone(); // one by name may be missing on the machine
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NegativeSign = "~";
        CultureInfo.CurrentCulture = culture;
        $"{-0.5}".ShouldBe("~0,5");
    }

    public void Dispose() => CultureInfo.CurrentCulture = _before;
}
