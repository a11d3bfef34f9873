using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MvxMetrics.Disruptor.Samples.Tests;

/// <summary>Every C# snippet of the README and the guides compiles as it is shown, with the usings that it shows.</summary>
[TestFixture]
internal sealed partial class SnippetTests
{
    /// <summary>What a project of the SDK has without saying so.</summary>
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>What a project of the Web SDK has besides.</summary>
    private const string ImplicitWebUsings = """
        global using System.Net.Http.Json;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        """;

    private static readonly CSharpParseOptions s_language = new(LanguageVersion.Latest);
    private static readonly Lazy<MetadataReference[]> s_references = new(References);

    public static IEnumerable<TestCaseData> Snippets()
    {
        foreach (string page in Pages())
        {
            string text = File.ReadAllText(page);
            foreach (Match snippet in Snippet().Matches(text))
            {
                int line = text.AsSpan(0, snippet.Index).Count('\n') + 1;
                yield return new TestCaseData(snippet.Groups["code"].Value)
                    .SetArgDisplayNames($"{Path.GetRelativePath(Root, page).Replace('\\', '/')}, line {line}");
            }
        }
    }

    [TestCaseSource(nameof(Snippets))]
    public void A_snippet_compiles_as_it_is_shown(string code) => Errors(code).ShouldBeEmpty();

    [Test]
    public void There_are_snippets_and_a_wrong_one_does_not_compile()
    {
        Snippets().Count().ShouldBeGreaterThan(20);
        Errors("using MvxMetrics.Disruptor;\nMetricsRuntime runtime = new(1);").ShouldHaveSingleItem().ShouldContain("CS");
    }

    private static string Root { get; } = FindRoot();

    private static IEnumerable<string> Pages() =>
    [
        Path.Combine(Root, "README.md"), Path.Combine(Root, "CONTRIBUTING.md"),
        .. Directory.EnumerateFiles(Path.Combine(Root, "docs", "guide"), "*.md"),
    ];

    // A snippet that only declares types needs no entry point; one with statements is a program.
    private static List<string> Errors(string code)
    {
        bool isWeb = code.Contains("WebApplication", StringComparison.Ordinal);
        SyntaxTree snippet = CSharpSyntaxTree.ParseText(code, s_language);
        SyntaxTree usings = CSharpSyntaxTree.ParseText(isWeb ? $"{ImplicitUsings}\n{ImplicitWebUsings}" : ImplicitUsings, s_language);
        bool isProgram = snippet.GetRoot().ChildNodes().Any(static n => n.IsKind(SyntaxKind.GlobalStatement));
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Snippet",
            [usings, snippet],
            s_references.Value,
            new CSharpCompilationOptions(
                isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable));
        return [.. compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.ToString())];
    }

    private static MetadataReference[] References() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "MvxMetrics.Disruptor.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("The repository's root was not found above the tests.");
    }

    [GeneratedRegex(@"```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Snippet();
}
