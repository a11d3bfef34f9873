using System.Globalization;
using System.Reflection;
using System.Runtime;
using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>Where, when and with what a run was made.</summary>
internal sealed record RunInfo(
    string Date, string Processor, int Cores, string OperatingSystem, string Framework, string Settings, IReadOnlyDictionary<string, string> Versions)
{
    public static RunInfo Now() => new(
        DateTimeOffset.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ProcessorName(),
        Environment.ProcessorCount,
        RuntimeInformation.OSDescription,
        $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}",
        $"{(GCSettings.IsServerGC ? "server" : "workstation")} GC, tiered PGO {(AppContext.TryGetSwitch("System.Runtime.TieredPGO", out bool pgo) && !pgo ? "off" : "on")}",
        new Dictionary<string, string>
        {
            ["OpenTelemetry"] = VersionOf(typeof(OpenTelemetry.Sdk)),
            ["prometheus-net"] = VersionOf(typeof(Prometheus.Metrics)),
            ["HdrHistogram"] = VersionOf(typeof(HdrHistogram.LongHistogram)),
#if DISRUPTOR_NET
            ["Disruptor-net"] = VersionOf(typeof(global::Disruptor.Dsl.ProducerType)),
#else
            ["Disruptor-net"] = "off: build with -p:DisruptorNet=package or -p:DisruptorNetAssembly=PATH",
#endif
        });

    private static string VersionOf(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? type.Assembly.GetName().Version?.ToString() ?? "?";

    private static string ProcessorName()
    {
        const string Key = "model name";
        string? line = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(static l => l.StartsWith(Key, StringComparison.Ordinal))
            : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
