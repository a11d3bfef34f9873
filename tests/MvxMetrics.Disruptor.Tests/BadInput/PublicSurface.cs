using System.Reflection;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Every argument that somebody outside the assembly can pass, by name.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>
    /// Members as <c>Type.Method(a, b)</c>, <c>new Type(a)</c>, <c>Type[a]</c> and <c>Type.Property</c>, each with its arguments.
    /// </summary>
    public static IReadOnlyDictionary<string, string[]> Members { get; } = Read();

    private static Dictionary<string, string[]> Read()
    {
        Dictionary<string, string[]> members = [];
        foreach (Type type in typeof(MetricsRuntime).Assembly.GetExportedTypes()
            .Where(static t => !t.IsSubclassOf(typeof(Delegate)) && !t.IsEnum))
        {
            (string Name, ParameterInfo[] Parameters)[] all =
            [
                .. type.GetConstructors(Declared).Where(IsReachable).Select(c => ($"new {Plain(type)}", c.GetParameters())),
                .. type.GetMethods(Declared).Where(static m => IsReachable(m) && !IsAccessor(m))
                    .Select(m => ($"{Plain(type)}.{m.Name}", m.GetParameters())),
            ];
            foreach ((string name, ParameterInfo[] parameters) in all)
            {
                string signature = Signature(name, parameters, typed: false);
                bool isAmbiguous = all.Count(m => Signature(m.Name, m.Parameters, typed: false) == signature) > 1;

                // Where a metric is made with delegates or with selectors, types tell the latter.
                bool hasTwin = all.Any(m => Signature(m.Name, m.Parameters, typed: false) == signature && TakesSelectors(m.Parameters));
                members[Signature(name, parameters, typed: isAmbiguous && (!hasTwin || TakesSelectors(parameters)))] = Inputs(parameters);
            }

            foreach (PropertyInfo property in type.GetProperties(Declared))
            {
                if (property.GetIndexParameters() is { Length: > 0 } index) members[$"{Plain(type)}[{index[0].Name}]"] = Inputs(index);
                else if (property.SetMethod is { } setter && IsReachable(setter))
                    members[$"{Plain(type)}.{property.Name}"] = [property.Name];
            }
        }

        return members;
    }

    private static string Signature(string name, ParameterInfo[] parameters, bool typed) =>
        $"{name}({string.Join(", ", parameters.Select(p => typed ? $"{Plain(p.ParameterType)} {p.Name}" : p.Name))})";

    private static bool TakesSelectors(ParameterInfo[] parameters) => parameters.Any(static p => Plain(p.ParameterType) == "Selector");

    private static string[] Inputs(ParameterInfo[] parameters) => [.. parameters.Where(static p => !p.IsOut).Select(static p => p.Name!)];

    private static bool IsReachable(MethodBase method) =>
        method.IsPublic || (!method.DeclaringType!.IsSealed && (method.IsFamily || method.IsFamilyOrAssembly));

    private static bool IsAccessor(MethodInfo method) => method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static string Plain(Type type) => type.Name.Split('`')[0];
}
