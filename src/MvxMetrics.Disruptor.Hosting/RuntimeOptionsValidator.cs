using System.Globalization;
using Microsoft.Extensions.Options;

namespace MvxMetrics.Disruptor;

/// <summary>Checks options as a runtime's constructor does, and names the configuration key from which a bad value came.</summary>
internal sealed class RuntimeOptionsValidator(IEnumerable<ConfiguredSection> sections) : IValidateOptions<MetricsRuntimeOptions>
{
    public ValidateOptionsResult Validate(string? name, MetricsRuntimeOptions options)
    {
        try
        {
            options.Validate();
            return ValidateOptionsResult.Success;
        }
        catch (ArgumentException bad)
        {
            return ValidateOptionsResult.Fail(Describe(options, bad));
        }
    }

    private string Describe(MetricsRuntimeOptions options, ArgumentException bad)
    {
        // Without what .NET appends: the parameter and the value. Here they are at the front.
        string reason = bad.Message.Split(" (Parameter '")[0];
        if (RuntimeSettings.All.FirstOrDefault(s => s.Name == bad.ParamName) is not { } setting)
            return $"{nameof(MetricsRuntimeOptions)}: {bad.ParamName}: {reason}";

        string value = Convert.ToString(setting.Get(options), CultureInfo.InvariantCulture) is { } text ? $"'{text}'" : "null";
        return $"{Origin(setting, options)} is {value}. {reason} Allowed: {setting.Allowed}.";
    }

    // The key, if its value is the option's value. Code may have set another value since.
    private string Origin(RuntimeSetting setting, MetricsRuntimeOptions options)
    {
        MetricsRuntimeOptions asConfigured = new();
        foreach (ConfiguredSection section in sections.Reverse())
        {
            if (!section.TryGet(setting, out string path, out string text)) continue;
            if (setting.TrySet(asConfigured, text) && Equals(setting.Get(asConfigured), setting.Get(options))) return path;
            break;
        }

        return $"{nameof(MetricsRuntimeOptions)}.{setting.Key.Replace(':', '.')}";
    }
}
