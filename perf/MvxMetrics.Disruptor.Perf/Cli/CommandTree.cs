using System.CommandLine;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>The command line.</summary>
internal static class CommandTree
{
    public static RootCommand Create() => new("Measures MvxMetrics.Disruptor beside its peers.") { CompareCommand.Create() };
}
