using System.Text.RegularExpressions;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>The house rules that a compiler does not know: no upward arrows between folders, one public type a file, small files.</summary>
[TestFixture]
internal sealed partial class FolderRulesTests
{
    /// <summary>Top to bottom: a folder may use what stands behind it, never what stands before it.</summary>
    private static readonly string[] s_folders = ["Runtime", "Looping", "Recording", "Metrics", "Snapshots", "Buffers"];

    private static readonly string s_source = Path.Combine(Repository.Root, "src", "MvxMetrics.Disruptor");

    [Test]
    public void No_folder_uses_a_type_of_a_folder_above_it()
    {
        Dictionary<string, int> levels = [];
        foreach ((string path, string code) in Sources())
            foreach (Match type in TypeDeclaration().Matches(code)) levels[type.Groups["name"].Value] = Level(path);
        levels.Count.ShouldBeGreaterThan(60);

        List<string> arrows = [];
        foreach ((string path, string code) in Sources())
        {
            if (code.Contains("public enum", StringComparison.Ordinal)) continue; // an enum's members may be called like types

            foreach (string word in Word().Matches(code).Select(m => m.Value).Distinct())
                if (levels.TryGetValue(word, out int level) && level < Level(path)) arrows.Add($"{Path.GetFileName(path)} uses {word} of {s_folders[level]}");
        }

        arrows.ShouldBeEmpty();
    }

    [Test]
    public void Metrics_know_nothing_of_buffers_and_buffers_nothing_of_metrics()
    {
        foreach ((string path, string code) in Sources())
        {
            string folder = Path.GetFileName(Path.GetDirectoryName(path)!);
            if (folder == "Buffers") Regex.IsMatch(code, "(?<!Mvx)[Mm]etric|[Rr]ecorder|[Ss]napshot").ShouldBeFalse(path);
            if (folder is "Metrics" or "Snapshots") Regex.IsMatch(code, @"\b(Lane|RingBuffer|SharedLane|RecordRing|RecordRun|RecordHeader)\b").ShouldBeFalse(path);
        }
    }

    [Test]
    public void A_file_has_at_most_one_public_type_and_is_not_long()
    {
        foreach ((string path, string code) in Sources())
        {
            TypeDeclaration().Matches(code).Count(m => m.Value.StartsWith("public", StringComparison.Ordinal)).ShouldBeLessThanOrEqualTo(1, path);
            File.ReadAllLines(path).Length.ShouldBeLessThanOrEqualTo(330, path);
        }
    }

    private static int Level(string path)
    {
        int level = Array.IndexOf(s_folders, Path.GetFileName(Path.GetDirectoryName(path)));
        return level < 0 ? s_folders.Length : level; // files beside the folders may be used by all
    }

    // Comments and messages may mention anything.
    private static IEnumerable<(string Path, string Code)> Sources() =>
        Directory.EnumerateFiles(s_source, "*.cs", SearchOption.AllDirectories)
            .Where(static path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(static path => (path, Comment().Replace(File.ReadAllText(path), string.Empty)));

    [GeneratedRegex(@"(?m)^ {0,4}(public|internal|private) [\w ]*?\b(class|struct|record struct|record|interface|enum|delegate [\w<>]+) (?<name>\w+)")]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"\b[A-Z]\w+\b")]
    private static partial Regex Word();

    [GeneratedRegex(@"//[^\n]*|""[^""\n]*""")]
    private static partial Regex Comment();
}
