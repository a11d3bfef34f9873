namespace DocumentStorageSample;

/// <summary>The real documents that are saved and streamed: the text files below a folder.</summary>
internal static class Documents
{
    private const int LargestDocument = 256 * 1024;

    private static readonly string[] s_extensions = [".cs", ".md", ".txt", ".props", ".csproj", ".sln", ".json", ".xml", ".yml", ".html"];

    /// <summary>Reads them; a folder without any is an error that says so.</summary>
    public static IReadOnlyList<byte[]> Load(string? path)
    {
        string folder = Path.GetFullPath(path ?? RepositoryRoot());
        if (!Directory.Exists(folder)) throw new InvalidDataException($"--path: there is no folder '{folder}'.");

        EnumerationOptions options = new() { RecurseSubdirectories = true, IgnoreInaccessible = true };
        List<byte[]> documents =
        [
            .. new DirectoryInfo(folder).EnumerateFiles("*", options)
                .Where(file => file.Length is > 0 and <= LargestDocument
                    && s_extensions.Contains(file.Extension)
                    && !IsOutput(folder, file.FullName))
                .OrderBy(static file => file.FullName, StringComparer.Ordinal)
                .Take(2000)
                .Select(static file => File.ReadAllBytes(file.FullName)),
        ];
        return documents.Count > 0 ? documents : throw new InvalidDataException($"--path: '{folder}' holds no text files.");
    }

    private static bool IsOutput(string root, string file)
    {
        string[] parts = Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar);
        return parts.Any(static part => part is "bin" or "obj" or ".git");
    }

    private static string RepositoryRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "MvxMetrics.Disruptor.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? Environment.CurrentDirectory;
    }
}
