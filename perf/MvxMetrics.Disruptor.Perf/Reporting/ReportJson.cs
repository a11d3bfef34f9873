using System.Text.Json;
using System.Text.Json.Serialization;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>How results are kept in files.</summary>
internal static class ReportJson
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static void Save<T>(string file, T value) => File.WriteAllText(file, JsonSerializer.Serialize(value, s_json) + "\n");

    /// <exception cref="InvalidDataException">No file, or not what was asked for; the message names the option that writes one.</exception>
    public static T Load<T>(string file, string option)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(file), s_json)
                ?? throw new InvalidDataException($"'{file}' holds no report. Write one with: compare {option} {file}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new InvalidDataException(
                $"'{file}' could not be read as a report ({error.Message}). Write one with: compare {option} {file}", error);
        }
    }
}
