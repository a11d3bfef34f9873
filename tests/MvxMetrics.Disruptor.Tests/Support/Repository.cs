using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Where the sources of this repository are.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find([CallerFilePath] string here = "")
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "MvxMetrics.Disruptor.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));
    }
}
