using System.Diagnostics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A child process whose JIT prints what it made of the probe's callers.</summary>
internal static class CodegenProbe
{
    private const string Name = "MvxMetrics.Disruptor.CodegenProbe";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);

    /// <summary>The last code of every caller, by its name, for example <c>Callers:TryWrite</c>.</summary>
    /// <param name="tiered">As a process usually runs; otherwise every method is optimized at once, without a profile.</param>
    public static Dictionary<string, CodegenListing> Run(bool tiered)
    {
        string file = Path.GetTempFileName();
        try
        {
            Start(file, tiered);
            Dictionary<string, CodegenListing> last = [];
            foreach (CodegenListing listing in CodegenListing.ParseAll(File.ReadAllText(file)).Where(static listing => listing.IsFinal))
                last[listing.Method[(Name.Length + 1)..]] = listing;
            return last;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void Start(string file, bool tiered)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, $"{Name}.dll")]) { RedirectStandardError = true };

        // Whatever the test run was told about its own code is not meant for the probe.
        foreach (string variable in start.Environment.Keys.Where(static key => IsAboutCode(key)).ToArray())
            start.Environment.Remove(variable);
        start.Environment["DOTNET_JitDisasm"] = $"{Name}.*Callers:*";
        start.Environment["DOTNET_JitStdOutFile"] = file;
        if (!tiered)
        {
            start.Environment["DOTNET_TieredCompilation"] = "0";
            start.Environment["DOTNET_TieredPGO"] = "0";
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            throw new ShouldAssertException($"The probe hung; it said: {errors.Result}");
        }

        process.ExitCode.ShouldBe(0, errors.Result);
    }

    private static bool IsAboutCode(string variable) =>
        variable.StartsWith("DOTNET_", StringComparison.OrdinalIgnoreCase)
        && (variable.Contains("Jit", StringComparison.OrdinalIgnoreCase)
            || variable.Contains("Tiered", StringComparison.OrdinalIgnoreCase)
            || variable.Contains("_TC_", StringComparison.OrdinalIgnoreCase)
            || variable.Contains("ReadyToRun", StringComparison.OrdinalIgnoreCase));
}
