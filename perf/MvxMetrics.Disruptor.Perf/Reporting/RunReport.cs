using System.Text.Json;
using System.Text.Json.Serialization;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>Everything one run found out: for machines as JSON, and what the page for people is made of.</summary>
internal sealed record RunReport(RunInfo Info, IReadOnlyList<ScenarioResult> Scenarios)
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public void Save(string file) => File.WriteAllText(file, JsonSerializer.Serialize(this, s_json) + "\n");

    /// <exception cref="InvalidDataException">No file, or not a report.</exception>
    public static RunReport Load(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<RunReport>(File.ReadAllText(file), s_json)
                ?? throw new InvalidDataException($"'{file}' holds no report. Write one with: compare --json {file}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new InvalidDataException($"'{file}' could not be read as a report ({error.Message}). Write one with: compare --json {file}", error);
        }
    }
}
