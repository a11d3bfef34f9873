using System.Diagnostics;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>Debian's package, unpacked into a temporary folder once a run; nothing is installed and no service started.</summary>
[SetUpFixture]
internal sealed class PrometheusInstallation
{
    private static readonly string s_folder = Path.Combine(Path.GetTempPath(), $"mvx-prometheus-package-{Environment.ProcessId}");
    private static readonly Lazy<string?> s_installation = new(Install);

    public static string Programs => Path.Combine(s_folder, "usr", "bin");

    /// <summary>Null: it is there. Otherwise what stood in the way.</summary>
    public static string? TryInstall() => s_installation.Value;

    [OneTimeTearDown]
    public void Remove()
    {
        if (Directory.Exists(s_folder)) Directory.Delete(s_folder, recursive: true);
    }

    private static string? Install()
    {
        if (!OperatingSystem.IsLinux()) return "it is a package for Linux.";
        using Process process = Process.Start(new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "install-prometheus.sh"), s_folder },
            RedirectStandardError = true,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(3)))
        {
            process.Kill(entireProcessTree: true);
            return "it took longer than 3 minutes.";
        }

        return process.ExitCode == 0 ? null : errors.Result;
    }
}
