using System.Text.RegularExpressions;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>What the JIT printed about one compilation of one method.</summary>
internal sealed partial record CodegenListing(string Method, string Tier, IReadOnlyList<string> Instructions, int Bytes)
{
    /// <summary>Whether this is the code that hot callers end up with.</summary>
    public bool IsFinal => Tier is "Tier1" or "FullOpts";

    public override string ToString() => $"{Method} ({Tier}): {Instructions.Count} instructions, {Bytes} bytes";

    /// <summary>The listings in a JIT's output, in the order of compilation.</summary>
    public static IReadOnlyList<CodegenListing> ParseAll(string output)
    {
        List<CodegenListing> listings = [];
        foreach (Match match in Listing().Matches(output))
        {
            string[] instructions =
                [.. match.Groups["code"].Value.Split('\n').Where(static line => Instruction().IsMatch(line)).Select(Normalize)];
            listings.Add(new CodegenListing(
                match.Groups["method"].Value, match.Groups["tier"].Value, instructions, int.Parse(match.Groups["bytes"].Value)));
        }

        return listings;
    }

    private static string Normalize(string line) => Spaces().Replace(line.Trim(), " ");

    // "; Assembly listing for method Some.Type:Method[Some.Argument](long):bool (Tier1)" to "; Total bytes of code 184".
    [GeneratedRegex(
        @"^; Assembly listing for method (?<method>[^(\[\n]+:\w+).*\((?<tier>[^()]+)\)\r?$"
        + @"(?<code>[\s\S]*?)^; Total bytes of code (?<bytes>\d+)",
        RegexOptions.Multiline)]
    private static partial Regex Listing();

    // Not the labels, comments and data, nor the remark that code is aligned.
    [GeneratedRegex(@"^\s+(?!align\b)[a-z]")]
    private static partial Regex Instruction();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
