using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>
/// What a caller of one fast path may consist of: the whole method, its prologue and its calls to the slow path included,
/// with a little air for the next JIT. A change that needs more changes the numbers here, and says why it is worth it.
/// </summary>
/// <param name="Instructions">Most instructions.</param>
/// <param name="Bytes">Most bytes of code.</param>
/// <param name="NamelessCalls">Most calls whose target the JIT does not print.</param>
internal sealed record CodegenBudget(int Instructions, int Bytes, int NamelessCalls)
{
    // x64: on Unix, a thread-static is found by a call into the C library (__tls_get_addr), which has no name here.
    // ARM64: no call through a cell has a name: the slow path's. Its sizes come from an
    // emulator, where thread-statics are found by a helper; a look-up inline takes about ten instructions more.
    private static readonly Dictionary<(Architecture Architecture, string Caller), CodegenBudget> s_budgets = new()
    {
        [(Architecture.X64, "RegisterEvent")] = new(60, 210, 1),
        [(Architecture.X64, "TryRegisterEvent")] = new(60, 215, 1),
        [(Architecture.X64, "TryWrite")] = new(32, 120, 0),
        [(Architecture.Arm64, "RegisterEvent")] = new(80, 320, 1),
        [(Architecture.Arm64, "TryRegisterEvent")] = new(80, 320, 1),
        [(Architecture.Arm64, "TryWrite")] = new(60, 240, 1),
    };

    /// <summary>The budget of a caller on this machine's architecture, or null where nobody has looked yet.</summary>
    public static CodegenBudget? Of(string caller) => s_budgets.GetValueOrDefault((RuntimeInformation.ProcessArchitecture, caller));
}
