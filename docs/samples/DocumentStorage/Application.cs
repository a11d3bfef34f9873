using MvxMetrics.Disruptor;
using Spectre.Console;

namespace DocumentStorageSample;

/// <summary>Sets the stage: a runtime, a storage and a pool with their recorders and metrics; runs the work, reports, checks.</summary>
internal static class Application
{
    private const int Connections = 3;

    /// <summary>The savers choose the same documents, in the same order, in every run.</summary>
    private const int Seed = 1;

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
        StorageMetrics storage = new(storageRecorder);
        SaveWork saves = new(folder, new DocumentStorage(folder, storageRecorder), documents, threads, Seed);

        MetricsRecorder serverRecorder = runtime.CreateRecorder("document_server");
        ServerMetrics sessions = new(serverRecorder);
        using DocumentServer server = new(documents, serverRecorder);
        server.Start();
        (StreamWork Work, ConnectionMetrics Metrics)[] pool =
            [.. Enumerable.Range(1, Connections).Select(number => Connect(runtime, $"connection-{number:000}"))];

        Console.WriteLine($"{threads} threads save {documents.Count} documents over and over, "
            + $"{Connections} connections stream them; {seconds} s.");
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
        Verification verification = new();
        verification.Saves(storage, saves);
        verification.Durations(storage, saves);
        foreach ((StreamWork work, ConnectionMetrics metrics) in pool) verification.Stream(metrics, work);
        verification.Server(sessions, server, pool);
        verification.Conservation(runtime.Statistics);
        runtime.Shutdown();

        Console.WriteLine(verification.Failures == 0 ? "All counts agree." : $"{verification.Failures} counts do not agree.");
        return verification.Failures == 0 ? 0 : 1;
    }

    private static (StreamWork Work, ConnectionMetrics Metrics) Connect(MetricsRuntime runtime, string name)
    {
        MetricsRecorder recorder = runtime.CreateRecorder(name);
        return (new StreamWork(name, new PooledConnection(recorder)), new ConnectionMetrics(recorder));
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
