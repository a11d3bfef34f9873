using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>A real Prometheus server on loopback, with a configuration and data of its own, which vanish with it.</summary>
internal sealed class PrometheusServer : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mvx-prometheus-");
    private readonly List<string> _log = [];
    private readonly HttpClient _http = new();
    private readonly Process _process;

    private PrometheusServer(IEnumerable<(string Job, Uri Url)> targets)
    {
        string config = Path.Combine(_folder.FullName, "prometheus.yml");
        File.WriteAllText(
            config,
            "global:\n  scrape_interval: 400ms\n  scrape_timeout: 400ms\nscrape_configs:\n"
            + string.Concat(targets.Select(static t =>
                $"- job_name: {t.Job}\n  metrics_path: {t.Url.AbsolutePath}\n  static_configs:\n  - targets: ['{t.Url.Authority}']\n")));
        int port = FreePort();
        _http.BaseAddress = new Uri($"http://127.0.0.1:{port}");
        _process = Process.Start(new ProcessStartInfo(Program("prometheus")!)
        {
            ArgumentList =
            {
                $"--config.file={config}", $"--storage.tsdb.path={Path.Combine(_folder.FullName, "data")}",
                $"--web.listen-address=127.0.0.1:{port}",
            },
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        _process.ErrorDataReceived += (_, line) => Log(line.Data);
        _process.OutputDataReceived += (_, line) => Log(line.Data);
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    /// <summary>Starts a server that scrapes these targets; ignores the test where none can be had.</summary>
    public static async Task<PrometheusServer> StartAsync(params IEnumerable<(string Job, Uri Url)> targets)
    {
        Require();
        PrometheusServer server = new(targets);
        await server.UntilAsync(
            async () => (await server._http.GetAsync(new Uri("/-/ready", UriKind.Relative))).IsSuccessStatusCode, "the server is ready");
        return server;
    }

    /// <summary>Where a program of the package is: installed, or unpacked once for this run.</summary>
    public static string? Program(string name) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Append(PrometheusInstallation.Programs)
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    public static void Require()
    {
        if (Program("prometheus") is null && PrometheusInstallation.TryInstall() is { } error)
            Assert.Ignore($"There is no Prometheus server, and Debian's package 'prometheus' could not be fetched: {error}");
    }

    /// <summary>The value of a query that answers one series; NaN while there is none.</summary>
    public async Task<double> QueryAsync(string query) => await SeriesAsync(query) is [var one] ? one.Value : double.NaN;

    /// <summary>The series of a query.</summary>
    public async Task<(string Labels, double Value)[]> SeriesAsync(string query)
    {
        using JsonDocument answer = JsonDocument.Parse(
            await _http.GetStringAsync(new Uri($"/api/v1/query?query={Uri.EscapeDataString(query)}", UriKind.Relative)));
        return [.. answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray().Select(static s =>
            (s.GetProperty("metric").ToString(), double.Parse(s.GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture)))];
    }

    /// <summary>Waits until a query answers a value.</summary>
    public Task UntilAsync(string query, double expected) =>
        UntilAsync(async () => await QueryAsync(query) == expected, $"{query} is {expected}", query);

    public async Task UntilAsync(Func<Task<bool>> condition, string what, string? query = null)
    {
        long started = Stopwatch.GetTimestamp();
        string last = string.Empty;
        while (Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(30))
        {
            try
            {
                if (await condition()) return;
                if (query is not null) last = string.Join("; ", (await SeriesAsync(query)).Take(10));
            }
            catch (HttpRequestException error)
            {
                last = error.Message;
            }

            _process.HasExited.ShouldBeFalse(string.Join('\n', _log));
            await Task.Delay(50);
        }

        throw new ShouldAssertException($"Not within 30 s: {what}; last {last}\n{string.Join('\n', _log)}");
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit(10_000);
        _process.Dispose();
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    private void Log(string? line)
    {
        if (line is null) return;
        lock (_log) _log.Add(line);
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
