using MvxMetrics.Disruptor;
using Spectre.Console;

namespace DocumentStorageSample;

/// <summary>Sets the stage: a runtime, a storage and a pool with their recorders and metrics; runs the work, reports, checks.</summary>
internal static class Application
{
    private const int Connections = 3;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <returns>0 when the metrics equal what was done, 1 otherwise.</returns>
    public static async Task<int> RunAsync(int seconds, int threads, string? path)
    {
        IReadOnlyList<byte[]> documents = Documents.Load(path);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("document-storage-");
        try
        {
            return await RunAsync(seconds, threads, documents, folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> RunAsync(int seconds, int threads, IReadOnlyList<byte[]> documents, string folder)
    {
        using MetricsRuntime runtime = new(new MetricsRuntimeOptions { Namespace = "document_storage_sample" });
        runtime.Start();

        MetricsRecorder storageRecorder = runtime.CreateRecorder("document_storage");
        DocumentSaveAttemptsMetric attempts = new();
        DocumentSaveAverageDurationMetric durations = new();
        storageRecorder.RegisterMetric(attempts);
        storageRecorder.RegisterMetric(durations);
        SaveWork saves = new(folder, new DocumentStorage(folder, storageRecorder), documents, threads);

        using DocumentServer server = new(documents);
        server.Start();
        (StreamWork Work, TcpStreamOpenAttemptsMetric Opens, Counter<StreamBytesReceived> Bytes)[] pool =
            [.. Enumerable.Range(1, Connections).Select(number => Connect(runtime, $"connection-{number:000}"))];

        Console.WriteLine($"{threads} threads save {documents.Count} documents over and over, {Connections} connections stream them; {seconds} s.");
        using CancellationTokenSource stop = new();
        saves.Start();
        Task[] streams = [.. pool.Select(p => p.Work.RunAsync(server.EndPoint, stop.Token))];

        await ShowAsync(runtime, TimeSpan.FromSeconds(seconds));

        saves.Stop();
        await stop.CancelAsync();
        await Task.WhenAll(streams);
        await server.StopAsync();
        if (!runtime.Flush(s_patience)) throw new TimeoutException("The runtime did not catch up.");

        foreach (string line in Report.ToLines(runtime.Capture())) Console.WriteLine(line);

        Console.WriteLine("Metrics against what was really done:");
        Check check = new();
        check.Equal("save attempts", attempts.Read().Total, saves.Attempts);
        check.Equal("successful saves and files on disk", attempts.Read().Success, saves.CountFiles());
        check.Equal("successful saves and the savers' own count", attempts.Read().Success, saves.Successes);
        check.Equal("failed saves", attempts.Read().Failure, saves.Attempts - saves.Successes);
        check.Equal("saves with a duration", durations.Read().Count, saves.Successes);
        foreach ((StreamWork work, TcpStreamOpenAttemptsMetric opens, Counter<StreamBytesReceived> bytes) in pool)
        {
            check.Equal($"{work.Name}: open attempts", opens.Read().Total, work.Attempts);
            check.Equal($"{work.Name}: refused", opens.Read().Failure, work.Failures);
            check.Equal($"{work.Name}: bytes", bytes.Read().Total, work.BytesReceived);
        }

        check.Equal("bytes received by all and sent by the server", pool.Sum(static p => p.Bytes.Read().Total), server.BytesSent);
        RuntimeStatistics statistics = runtime.Statistics;
        check.Equal("events dropped", statistics.Dropped, 0);
        check.Equal("events pending", statistics.Pending, 0);
        check.Equal("every accepted event was processed", statistics.Processed, statistics.Accepted);
        runtime.Shutdown();

        Console.WriteLine(check.Failures == 0 ? "All counts agree." : $"{check.Failures} counts do not agree.");
        return check.Failures == 0 ? 0 : 1;
    }

    private static (StreamWork Work, TcpStreamOpenAttemptsMetric Opens, Counter<StreamBytesReceived> Bytes) Connect(MetricsRuntime runtime, string name)
    {
        MetricsRecorder recorder = runtime.CreateRecorder(name);
        TcpStreamOpenAttemptsMetric opens = new();
        Counter<StreamBytesReceived> bytes = new("tcp_stream.bytes_received", static (in StreamBytesReceived e) => e.Bytes, unit: "By");
        recorder.RegisterMetric(opens);
        recorder.RegisterMetric(bytes);
        return (new StreamWork(name, new PooledConnection(recorder)), opens, bytes);
    }

    private static async Task ShowAsync(MetricsRuntime runtime, TimeSpan duration)
    {
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi)
        {
            await Task.Delay(duration);
            return;
        }

        await AnsiConsole.Live(Report.ToTable(runtime.Capture())).AutoClear(true).StartAsync(async live =>
        {
            using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(250));
            using CancellationTokenSource end = new(duration);
            try
            {
                while (await timer.WaitForNextTickAsync(end.Token))
                {
                    live.UpdateTarget(Report.ToTable(runtime.Capture()));
                    live.Refresh();
                }
            }
            catch (OperationCanceledException)
            {
                // the time is over
            }
        });
    }
}
