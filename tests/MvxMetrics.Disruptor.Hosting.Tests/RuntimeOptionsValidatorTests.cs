using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace MvxMetrics.Disruptor.Hosting.Tests;

/// <summary>A bad value is named with the place that it came from.</summary>
[TestFixture]
internal sealed class RuntimeOptionsValidatorTests
{
    private const string Section = "MvxMetrics";

    [Test]
    public async Task Code_may_change_what_was_configured_and_is_named_when_its_value_is_bad()
    {
        HostApplicationBuilder builder = TestHost.Builder(null, ($"{Section}:EventLoop:LaneCount", "8"));
        builder.Services.AddMvxMetrics(builder.Configuration.GetSection(Section)).AddMvxMetrics(static o => o.EventLoop.LaneCount = -3);
        using IHost host = builder.Build();
        OptionsValidationException error = await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync());
        error.Message.ShouldBe(
            "MetricsRuntimeOptions.EventLoop.LaneCount is '-3'. LaneCount must lie between 1 and 1024. Allowed: a number from 1 to 1024.");

        builder = TestHost.Builder(null, ($"{Section}:EventLoop:LaneCount", "8"));
        builder.Services.AddMvxMetrics(builder.Configuration.GetSection(Section)).AddMvxMetrics(static o => o.EventLoop = null!);
        using IHost other = builder.Build();
        (await Should.ThrowAsync<OptionsValidationException>(() => other.StartAsync()))
            .Message.ShouldStartWith("MetricsRuntimeOptions: EventLoop: ");
    }

    [Test]
    public void Of_several_sections_the_last_one_that_has_the_option_is_named_if_it_says_so()
    {
        ConfiguredSection[] sections =
            [Configured("A", "LaneCount", "-3"), Configured("B", "LaneCount", "-3"), Configured("C", "BatchLimit", "5")];
        Failure(sections, static o => o.EventLoop.LaneCount = -3).ShouldStartWith("B:EventLoop:LaneCount is '-3'. ");
        Failure(sections, static o => o.EventLoop.LaneCount = -4).ShouldStartWith("MetricsRuntimeOptions.EventLoop.LaneCount is '-4'. ");
        Failure(sections[..2], static o => o.EventLoop.BatchLimit = 0)
            .ShouldStartWith("MetricsRuntimeOptions.EventLoop.BatchLimit is '0'. ");
        sections[1] = Configured("B", "LaneCount", "8");
        Failure(sections, static o => o.EventLoop.LaneCount = -3).ShouldStartWith("MetricsRuntimeOptions.EventLoop.LaneCount is '-3'. ");
    }

    [Test]
    public void What_is_missing_is_named_and_good_options_are_good()
    {
        Failure([], static o => o.Namespace = null!).ShouldStartWith("MetricsRuntimeOptions.Namespace is ");
        Failure([], static o => o.Namespace = " ").ShouldEndWith(" Allowed: a name that is not blank.");
        new RuntimeOptionsValidator([]).Validate(null, new MetricsRuntimeOptions()).ShouldBe(ValidateOptionsResult.Success);
    }

    private static string Failure(ConfiguredSection[] sections, Action<MetricsRuntimeOptions> spoil)
    {
        MetricsRuntimeOptions options = new();
        spoil(options);
        ValidateOptionsResult result = new RuntimeOptionsValidator(sections).Validate(null, options);
        result.Failed.ShouldBeTrue();
        return result.Failures!.ShouldHaveSingleItem();
    }

    private static ConfiguredSection Configured(string name, string option, string value) => new(
        new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create($"{name}:EventLoop:{option}", (string?)value)]).Build().GetSection(name));
}
