using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>
/// The machine code of the hot path, as the JIT leaves it in its callers: inlined, no allocation, no locked instruction,
/// no longer than it was. Once optimized at once, once by way of the tiers and a profile.
/// </summary>
[TestFixture(false)]
[TestFixture(true)]
internal sealed partial class CodegenTests(bool tiered)
{
    private Dictionary<string, CodegenListing> _listings = null!;

    [OneTimeSetUp]
    public void Compile()
    {
        if (CodegenBudget.Of("TryWrite") is null)
        {
            Assert.Ignore(
                $"Nobody has looked at this library's code for {RuntimeInformation.ProcessArchitecture} yet: "
                + "CodegenBudget has no numbers.");
        }

        if (typeof(MetricsRecorder).Assembly.GetCustomAttribute<DebuggableAttribute>()?.IsJITOptimizerDisabled == true)
            Assert.Ignore("The library was built without optimization: run the tests with -c Release.");

        _listings = CodegenProbe.Run(tiered);
    }

    [TestCase("RegisterEvent")]
    [TestCase("TryRegisterEvent")]
    [TestCase("TryWrite")]
    public void A_fast_path_is_inlined_and_does_nothing_dear(string caller)
    {
        CodegenListing listing = _listings[$"Callers:{caller}"];
        TestContext.Out.WriteLine(listing);
        Violations(listing, caller).ShouldBeEmpty(string.Join('\n', listing.Instructions));
    }

    [TestCase("RegisterEvent", 1)]
    [TestCase("TryRegisterEvent", 1)]
    [TestCase("TryWrite", 0)]
    public void Number_and_length_of_an_event_type_are_one_constant_in_the_code_and_a_writer_needs_none(string caller, int constants)
    {
        // The probe's event type has the number 1 and records of three words; the code adds them to the recorder's tag.
        CodegenListing listing = _listings[$"Callers:{caller}"];
        listing.Instructions.Count(static instruction => Header().IsMatch(instruction))
            .ShouldBe(constants, string.Join('\n', listing.Instructions));
    }

    [TestCase("Counts", "locked")]
    [TestCase("Exchanges", "locked")]
    [TestCase("Fences", "locked")]
    [TestCase("Allocates", "allocates")]
    [TestCase("CallsForward", "calls|not inlined")]
    [TestCase("CallsVirtualGeneric", "calls|not inlined")]
    [TestCase("RecordsTwice", "long")]
    public void A_caller_that_breaks_a_rule_is_found_out(string caller, string rule)
    {
        IReadOnlyList<string> violations = Violations(_listings[$"BadCallers:{caller}"], "TryRegisterEvent");
        TestContext.Out.WriteLine(string.Join('\n', violations));
        violations.ShouldContain(violation => Regex.IsMatch(violation, $"^({rule}):"), string.Join('\n', violations));
    }

    private static IReadOnlyList<string> Violations(CodegenListing listing, string caller) =>
        CodegenRules.Violations(listing, CodegenBudget.Of(caller)!, RuntimeInformation.ProcessArchitecture);

    // x64: one move; ARM64: 1, then the upper quarter of the register.
    [GeneratedRegex(@"^mov \w+, 0x300000000000001$|^movk \w+, #0x300 LSL #48$")]
    private static partial Regex Header();
}
