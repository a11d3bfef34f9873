using System.Globalization;
#if DISRUPTOR_NET
using System.Reflection;
#endif
using System.Runtime;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>Where, when and with what a run was made.</summary>
internal sealed record RunInfo(
    string Date,
    string Processor,
    int Cores,
    string OperatingSystem,
    string Framework,
    string Settings,
    IReadOnlyDictionary<string, string> Versions)
{
    public static RunInfo Now() => new(
        DateTimeOffset.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ProcessorName(),
        Environment.ProcessorCount,
        RuntimeInformation.OSDescription,
        $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}",
        $"{(GCSettings.IsServerGC ? "server" : "workstation")} GC, "
        + $"tiered PGO {(AppContext.TryGetSwitch("System.Runtime.TieredPGO", out bool pgo) && !pgo ? "off" : "on")}",
        Peers());

    // As restored: some assemblies carry another version than their package.
    private static Dictionary<string, string> Peers()
    {
        string deps = Path.ChangeExtension(typeof(RunInfo).Assembly.Location, ".deps.json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(deps));
        Dictionary<string, string> restored = document.RootElement.GetProperty("libraries").EnumerateObject()
            .Select(static library => library.Name.Split('/')).ToDictionary(static name => name[0], static name => name[1]);
        return new Dictionary<string, string>
        {
            ["OpenTelemetry"] = restored["OpenTelemetry"],
            ["prometheus-net"] = restored["prometheus-net"],
            ["HdrHistogram"] = restored["HdrHistogram"],
#if DISRUPTOR_NET
            ["Disruptor-net"] = typeof(global::Disruptor.Dsl.ProducerType).Assembly
                .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "?",
#else
            ["Disruptor-net"] = "off (build with -p:DisruptorNet=package or -p:DisruptorNetAssembly=PATH)",
#endif
        };
    }

    private static string ProcessorName()
    {
        const string Key = "model name";
        string? line = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(static l => l.StartsWith(Key, StringComparison.Ordinal))
            : null;
        return line is null
            ? RuntimeInformation.ProcessArchitecture.ToString()
            : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
