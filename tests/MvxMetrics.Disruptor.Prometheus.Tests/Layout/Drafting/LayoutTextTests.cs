using System.Text;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>Texts find themselves again where they were put, in bytes.</summary>
[TestFixture]
internal sealed class LayoutTextTests
{
    [Test]
    public void Each_text_lies_behind_the_last_one_in_UTF_8()
    {
        LayoutText text = new();
        string large = new('é', 100_000); // more than it has room for at first
        text.Add("größe").ShouldBe(..7);
        text.Add(string.Empty).ShouldBe(7..7);
        text.Add(large).ShouldBe(7..200_007);
        text.Add("\ud83d\ude00").ShouldBe(200_007..200_011);
        Encoding.UTF8.GetString(text.ToArray()).ShouldBe($"größe{large}\ud83d\ude00");
    }
}
