using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Sets options from a section of the configuration. It does not use the general binder. That one ignores misspelt keys, reads "10" as ten
/// days, takes an undefined number as a member of an enum, and cannot say what is allowed.
/// </summary>
internal sealed class ConfiguredSection(IConfigurationSection section) : IConfigureOptions<MetricsRuntimeOptions>
{
    public void Configure(MetricsRuntimeOptions options)
    {
        List<string> failures = [];
        if (section.Value is { Length: > 0 } text) failures.Add($"{section.Path} is '{text}'. Allowed: a section. {Known(string.Empty)}");
        Read(section, string.Empty, options, failures);
        if (failures.Count > 0) throw new OptionsValidationException(Options.DefaultName, typeof(MetricsRuntimeOptions), failures);
    }

    /// <summary>The full key of a setting and its text, if this section has it.</summary>
    public bool TryGet(RuntimeSetting setting, out string path, out string text)
    {
        IConfigurationSection value = section.GetSection(setting.Key);
        (path, text) = (value.Path, value.Value ?? string.Empty);
        return value.Value is not null;
    }

    private static void Read(IConfigurationSection parent, string prefix, MetricsRuntimeOptions options, List<string> failures)
    {
        foreach (IConfigurationSection child in parent.GetChildren())
        {
            string key = prefix + child.Key;
            bool isSection = child.GetChildren().Any();
            if (RuntimeSettings.Find(key) is { } setting)
            {
                if (isSection) failures.Add($"{child.Path} has values below it. Allowed: {setting.Allowed}.");
                else if (child.Value is { } text && !setting.TrySet(options, text))
                    failures.Add($"{child.Path} is '{text}'. Allowed: {setting.Allowed}.");
            }
            else if (RuntimeSettings.IsSection(key))
            {
                if (child.Value is { Length: > 0 } text) failures.Add($"{child.Path} is '{text}'. Allowed: a section. {Known(key + ":")}");
                else Read(child, key + ":", options, failures);
            }
            else
            {
                string what = isSection || child.Value is null ? "a section" : $"'{child.Value}'";
                failures.Add($"{child.Path} ({what}) is no option of MvxMetrics. {Known(prefix)}");
            }
        }
    }

    private static string Known(string prefix) => $"Allowed here: {string.Join(", ", RuntimeSettings.KeysBelow(prefix))}.";
}
