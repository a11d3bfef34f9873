using System.Text.RegularExpressions;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>The house rules that a compiler does not know: floors and rooms, one public type a file, small files, short lines.</summary>
[TestFixture]
internal sealed partial class FolderRulesTests
{
    private const int MaxColumns = 140;
    private const int MaxLines = 330;
    private const int MaxFilesInFolder = 17;

    /// <summary>Top to bottom: a part may use what stands behind it, not what stands before it.</summary>
    private static readonly string[] s_floors = ["Runtime", "Looping", "Recording", "Metrics", "Snapshots", "Buffers"];

    /// <summary>Every folder that may hold files. A new one is entered here, and in docs/architecture.md.</summary>
    private static readonly string[] s_rooms =
    [
        "Runtime", "Runtime/Errors",
        "Looping", "Looping/Waiting",
        "Recording", "Recording/Emitting", "Recording/Dispatching", "Recording/Lifecycle", "Recording/Reading", "Recording/Errors",
        "Metrics", "Metrics/TopK", "Metrics/Rates", "Metrics/Windowed", "Metrics/Labelled", "Metrics/Histograms",
        "Metrics/Histograms/Buckets", "Metrics/Basic", "Metrics/Selecting",
        "Snapshots", "Snapshots/Memory",
        "Buffers", "Buffers/Parking",
    ];

    /// <summary>Rooms of one floor that others of that floor do not use: the first is used by none of the second.</summary>
    private static readonly (string Room, string[] By)[] s_upperRooms =
    [
        ("Metrics/TopK",
            ["Metrics/Rates", "Metrics/Windowed", "Metrics/Labelled", "Metrics/Histograms", "Metrics/Basic", "Metrics/Selecting"]),
        ("Metrics/Rates",
            ["Metrics/TopK", "Metrics/Windowed", "Metrics/Labelled", "Metrics/Histograms", "Metrics/Basic", "Metrics/Selecting"]),
        ("Metrics/Windowed",
            ["Metrics/TopK", "Metrics/Rates", "Metrics/Labelled", "Metrics/Histograms", "Metrics/Basic", "Metrics/Selecting"]),
        ("Metrics/Labelled", ["Metrics/Rates", "Metrics/Windowed", "Metrics/Histograms", "Metrics/Basic", "Metrics/Selecting"]),
        ("Metrics/Histograms", ["Metrics/TopK", "Metrics/Rates", "Metrics/Basic", "Metrics/Selecting"]),
        ("Metrics/Basic", ["Metrics/Selecting", "Metrics/Histograms/Buckets"]),
        ("Snapshots", ["Snapshots/Memory"]),
    ];

    private static readonly string s_source = Path.Combine(Repository.Root, "src", "MvxMetrics.Disruptor");

    [Test]
    public void Every_file_stands_in_a_folder_that_the_house_knows()
    {
        foreach (IGrouping<string, SourceFile> folder in Sources().GroupBy(static f => f.Folder))
        {
            if (folder.Key.Length > 0)
                s_rooms.ShouldContain(folder.Key, $"{folder.First().Path}: enter its folder in s_rooms, or move the file");
            folder.Count().ShouldBeLessThanOrEqualTo(MaxFilesInFolder, $"{folder.Key}: cut it into rooms");
        }
    }

    [Test]
    public void No_part_uses_a_type_of_a_part_above_it()
    {
        Dictionary<string, string> homes = Homes();
        List<string> arrows = [];
        foreach (SourceFile file in Sources())
        {
            foreach (string word in file.Words())
            {
                if (homes.TryGetValue(word, out string? home) && Floor(home) < Floor(file.Folder))
                    arrows.Add($"{file.Path} uses {word} of {home}");
            }
        }

        arrows.ShouldBeEmpty();
    }

    [Test]
    public void No_room_uses_a_type_of_a_room_above_it()
    {
        Dictionary<string, string> homes = Homes();
        List<string> arrows = [];
        foreach (SourceFile file in Sources())
        {
            foreach ((string room, string[] by) in s_upperRooms)
            {
                if (!by.Any(b => IsIn(file.Folder, b))) continue;
                foreach (string word in file.Words())
                {
                    if (homes.TryGetValue(word, out string? home) && IsUpper(home, room, file.Folder))
                        arrows.Add($"{file.Path} uses {word} of {home}");
                }
            }
        }

        arrows.ShouldBeEmpty();
    }

    [Test]
    public void Metrics_know_nothing_of_buffers_and_buffers_nothing_of_metrics()
    {
        foreach (SourceFile file in Sources())
        {
            if (IsIn(file.Folder, "Buffers"))
                Regex.IsMatch(file.Code, "(?<!Mvx)[Mm]etric|[Rr]ecorder|[Ss]napshot").ShouldBeFalse(file.Path);
            if (!IsIn(file.Folder, "Metrics") && !IsIn(file.Folder, "Snapshots")) continue;
            Regex.IsMatch(file.Code, @"\b(Lane|RingBuffer|SharedLane|RecordRing|RecordRun|RecordHeader)\b").ShouldBeFalse(file.Path);
        }
    }

    [Test]
    public void A_file_has_at_most_one_public_type_and_is_not_long()
    {
        foreach (SourceFile file in Sources())
        {
            TypeDeclaration().Matches(file.Code).Count(static m => m.Value.StartsWith("public", StringComparison.Ordinal))
                .ShouldBeLessThanOrEqualTo(1, file.Path);
            file.Lines.ShouldBeLessThanOrEqualTo(MaxLines, file.Path);
        }
    }

    [TestCase("src")]
    [TestCase("tests")]
    [TestCase("perf")]
    [TestCase("docs")]
    public void No_line_of_code_is_too_long_for_a_screen(string part)
    {
        List<string> tooLong = [];
        foreach (string path in CodeFiles(Path.Combine(Repository.Root, part)))
        {
            string[] lines = File.ReadAllLines(path);
            for (int i = 0; i < lines.Length; i++)
            {
                if (lines[i].Length > MaxColumns)
                    tooLong.Add($"{Path.GetRelativePath(Repository.Root, path)}:{i + 1} has {lines[i].Length} columns");
            }
        }

        tooLong.ShouldBeEmpty();
    }

    private static bool IsIn(string folder, string room) =>
        folder == room || folder.StartsWith(room + "/", StringComparison.Ordinal);

    // A room below another one of the same name, as Histograms/Buckets, is judged by its own rule.
    private static bool IsUpper(string home, string room, string user) =>
        (room == "Snapshots" ? home == room : IsIn(home, room)) && !IsIn(user, room) && home != user;

    private static int Floor(string folder)
    {
        int floor = Array.FindIndex(s_floors, f => IsIn(folder, f));
        return floor < 0 ? s_floors.Length : floor; // files beside the folders may be used by all
    }

    private static Dictionary<string, string> Homes()
    {
        Dictionary<string, string> homes = [];
        foreach (SourceFile file in Sources())
            foreach (Match type in TypeDeclaration().Matches(file.Code)) homes[type.Groups["name"].Value] = file.Folder;
        homes.Count.ShouldBeGreaterThan(150);
        return homes;
    }

    private static IEnumerable<SourceFile> Sources() => CodeFiles(s_source).Select(static path => new SourceFile(
        Path.GetRelativePath(s_source, path).Replace('\\', '/'),
        Comment().Replace(File.ReadAllText(path), string.Empty), // comments and messages may mention anything
        File.ReadLines(path).Count()));

    private static IEnumerable<string> CodeFiles(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Where(static path => !BuildOutput().IsMatch(path));

    [GeneratedRegex(
        @"(?m)^(public|internal) [\w ]*?\b(class|struct|record struct|record|interface|enum|delegate [\w<>]+) (?<name>\w+)")]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"(?<![.\w])[A-Z]\w+\b")] // not a member of something: an enum's may be called like types
    private static partial Regex Word();

    [GeneratedRegex(@"//[^\n]*|""[^""\n]*""")]
    private static partial Regex Comment();

    [GeneratedRegex(@"[\\/](obj|bin)[\\/]")]
    private static partial Regex BuildOutput();

    private sealed record SourceFile(string Path, string Code, int Lines)
    {
        public string Folder { get; } = System.IO.Path.GetDirectoryName(Path)!.Replace('\\', '/');

        // An enum's members may be called like types.
        public IEnumerable<string> Words() => Code.Contains("public enum", StringComparison.Ordinal)
            ? []
            : Word().Matches(Code).Select(static m => m.Value).Distinct();
    }
}
