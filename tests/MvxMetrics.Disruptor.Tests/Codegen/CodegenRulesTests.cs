using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>The rules for machine code, on lines of it from any architecture.</summary>
[TestFixture]
internal sealed class CodegenRulesTests
{
    private static readonly CodegenBudget s_ample = new(Instructions: 100, Bytes: 1000, NamelessCalls: 0);

    [TestCase("lock")]
    [TestCase("xchg qword ptr [rdi], rax")]
    [TestCase("mfence")]
    [TestCase("call CORINFO_HELP_NEWSFAST")]
    [TestCase("call [CORINFO_HELP_NEWARR_1_VC]")]
    [TestCase("call CORINFO_HELP_ASSIGN_REF")]
    [TestCase("call [MvxMetrics.Disruptor.MetricsRecorder:TryRegisterEvent[Some.Fact](byref):bool:this]")]
    [TestCase("call [MvxMetrics.Disruptor.EventWriter`1[Some.Fact]:TryWrite(byref):bool:this]")]
    [TestCase("call rax")]
    [TestCase("call [rax+0x20]")]
    [TestCase("tail.jmp [Some.Type:Method():bool:this]")]
    public void X64_forbids(string line) => On(Architecture.X64, line).Count.ShouldBe(1);

    [TestCase("xchg rax, rdi")]
    [TestCase("mov qword ptr [rax], rcx")]
    [TestCase("or r12, 1")]
    [TestCase("jmp SHORT G_M000_IG09")]
    [TestCase("call [MvxMetrics.Disruptor.Lane:TryExtendLimit():bool:this]")]
    [TestCase("call [MvxMetrics.Disruptor.EventWriter`1[Some.Fact]:TryWriteSlow(Some.Fact):bool:this]")]
    [TestCase("tail.jmp [MvxMetrics.Disruptor.MetricsRecorder:RegisterEventSlow[Some.Fact](Some.Fact):bool:this]")]
    [TestCase("call CORINFO_HELP_GETDYNAMIC_GCTHREADSTATIC_BASE_NOCTOR_OPTIMIZED")]
    public void X64_allows(string line) => On(Architecture.X64, line).ShouldBeEmpty();

    [TestCase("ldaxr x1, [x0]")]
    [TestCase("stlxr w2, x1, [x0]")]
    [TestCase("casal x1, x2, [x0]")]
    [TestCase("ldaddal x1, x0, [x0]")]
    [TestCase("swpal x20, x0, [x0]")]
    [TestCase("dmb ish")]
    [TestCase("bl CORINFO_HELP_NEWSFAST")]
    [TestCase("blr x3")]
    [TestCase("br x3")]
    public void Arm64_forbids(string line) => On(Architecture.Arm64, "stlr x1, [x24]", line).Count.ShouldBe(1);

    [TestCase("ldapur x22, [x19, #0xE0]")]
    [TestCase("ldar x22, [x19]")]
    [TestCase("str x21, [x1, #0x10]")]
    [TestCase("bl CORINFO_HELP_GETDYNAMIC_GCTHREADSTATIC_BASE_NOCTOR")]
    [TestCase("bne G_M000_IG07")]
    public void Arm64_allows(string line) => On(Architecture.Arm64, "stlr x1, [x24]", line).ShouldBeEmpty();

    [Test]
    public void Arm64_wants_the_store_that_publishes() =>
        On(Architecture.Arm64, "str x1, [x24]").ShouldBe(["not inlined: no store-release"]);

    [Test]
    public void Code_beyond_its_budget_is_found_out()
    {
        CodegenListing listing = new("Some:Method", "Tier1", ["nop", "nop", "ret"], 3);
        CodegenRules.Violations(listing, new CodegenBudget(3, 3, 0), Architecture.X64).ShouldBeEmpty();
        CodegenRules.Violations(listing, new CodegenBudget(2, 3, 0), Architecture.X64).Count.ShouldBe(1);
        CodegenRules.Violations(listing, new CodegenBudget(3, 2, 0), Architecture.X64).Count.ShouldBe(1);
    }

    private static IReadOnlyList<string> On(Architecture architecture, params string[] lines) =>
        CodegenRules.Violations(new CodegenListing("Some:Method", "Tier1", lines, lines.Length), s_ample, architecture);
}
