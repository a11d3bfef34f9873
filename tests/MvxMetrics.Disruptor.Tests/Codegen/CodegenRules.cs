using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>What may not be found in the machine code of a caller into which a fast path was inlined.</summary>
internal static partial class CodegenRules
{
    /// <summary>What a fast path leaves to a call: what a full lane, a closed gate or a thread's first event needs.</summary>
    private static readonly string[] s_slowPath =
    [
        "MvxMetrics.Disruptor.MetricsRecorder:RegisterEventSlow",
        "MvxMetrics.Disruptor.MetricsRecorder:TryRegisterEventSlow",
        "MvxMetrics.Disruptor.EventWriter`1:TryWriteSlow",
        "MvxMetrics.Disruptor.Lane:TryExtendLimit",
        // A thread's first event; every event where the C library lets nothing be inlined.
        "CORINFO_HELP_GETDYNAMIC_GCTHREADSTATIC_BASE_NOCTOR",
    ];

    /// <summary>What is wrong with a listing; empty when nothing is.</summary>
    public static IReadOnlyList<string> Violations(CodegenListing listing, CodegenBudget budget, Architecture architecture)
    {
        Regex locked = architecture == Architecture.Arm64 ? LockedArm64() : LockedX64();
        Regex call = architecture == Architecture.Arm64 ? CallArm64() : CallX64();
        List<string> violations = [];
        int nameless = 0;
        int publications = 0;
        foreach (string instruction in listing.Instructions)
        {
            if (locked.IsMatch(instruction)) violations.Add($"locked: {instruction}");
            if (instruction.StartsWith("stlr", StringComparison.Ordinal)) publications++;
            if (call.Match(instruction) is not { Success: true } match) continue;

            string target = NameOf(match.Groups["target"].Value);
            if (target.StartsWith("CORINFO_HELP_NEW", StringComparison.Ordinal)) violations.Add($"allocates: {instruction}");
            else if (target.Length == 0) nameless++;
            else if (!Array.Exists(s_slowPath, name => target.StartsWith(name, StringComparison.Ordinal)))
                violations.Add($"calls: {instruction}");
        }

        if (nameless > budget.NamelessCalls) violations.Add($"calls: {nameless} targets without a name, {budget.NamelessCalls} allowed");

        // Where calls have no names, the store that publishes tells that the fast path is here and not behind one of them.
        if (architecture == Architecture.Arm64 && publications == 0) violations.Add("not inlined: no store-release");
        if (listing.Instructions.Count > budget.Instructions)
            violations.Add($"long: {listing.Instructions.Count} instructions, {budget.Instructions} allowed");
        if (listing.Bytes > budget.Bytes) violations.Add($"long: {listing.Bytes} bytes, {budget.Bytes} allowed");
        return violations;
    }

    // The JIT prints a lock prefix as an instruction of its own. xchg with memory locks without it.
    [GeneratedRegex(@"^(lock\b|mfence\b|xchg .*\[)")]
    private static partial Regex LockedX64();

    // Exclusives, atomics and barriers. A release store (stlr) and acquire loads (ldar, ldapr) are what publication needs.
    [GeneratedRegex(
        @"^(ldaxr|ldxr|ldaxp|ldxp|stlxr|stxr|stlxp|stxp|cas|swp|"
        + @"ldadd|ldset|ldclr|ldeor|ldsmax|ldsmin|ldumax|ldumin|stadd|stset|stclr|steor|dmb|dsb)")]
    private static partial Regex LockedArm64();

    // "[Some.Type`1[Some.Argument]:Method[Some.Argument](long):bool:this]" is Some.Type`1:Method, "rax" and "[rax+0x20]" are no names.
    private static string NameOf(string target)
    {
        string name = TypeArguments().Replace(target.TrimStart('[').Split('(')[0], string.Empty);
        return name.Contains(':', StringComparison.Ordinal) || name.StartsWith("CORINFO_HELP", StringComparison.Ordinal)
            ? name
            : string.Empty;
    }

    [GeneratedRegex(@"^(call|tail\.jmp|rex\.jmp) (?<target>.+)")]
    private static partial Regex CallX64();

    [GeneratedRegex(@"^(bl|blr|br) (?<target>.+)")]
    private static partial Regex CallArm64();

    [GeneratedRegex(@"\[[^\[\]]*\]")]
    private static partial Regex TypeArguments();
}
