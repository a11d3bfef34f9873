using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>
/// Every public call from inside the loop: from a handler, from OnMetricChanged and from a wait strategy. What can work
/// works; what would wait for the loop is refused; afterwards the loop goes on.
/// </summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ReentrancyTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly StrategyWithCall _strategy = new();
    private MetricsRuntime _runtime = null!;
    private HookedRecorder _recorder = null!;
    private Counter<Tock> _others = null!;
    private ProbeMetric _probe = null!;
    private Action? _call;
    private Exception? _thrown;

    /// <summary>Where inside the loop the call is made.</summary>
    public enum Place
    {
        HandleEvent,
        OnMetricChanged,
        WaitStrategy,
    }

    private static IEnumerable<string> Working => s_working.Keys;

    private static IEnumerable<string> Refused => s_refused.Keys;

    private static IEnumerable<string> Ending => s_ending.Keys;

    [SetUp]
    public void StartRuntime()
    {
        _runtime = new MetricsRuntime(new MetricsRuntimeOptions
        {
            EventLoop =
            {
                WaitStrategy = _strategy,
                LaneBytes = LaneRoom.BytesFor<Tick>(64),
                SharedLaneBytes = LaneRoom.BytesFor<Tick>(64),
            },
        });
        _runtime.Start();
        _recorder = _runtime.CreateRecorder("r", static context => new HookedRecorder(context));
        _others = new Counter<Tock>("others");
        _probe = new ProbeMetric(_ => CallOnce(Place.HandleEvent));
        _recorder.Register(_probe);
        _recorder.Register(_others);
        _recorder.Changed = (_, _) => CallOnce(Place.OnMetricChanged);
        _strategy.Call = () => CallOnce(Place.WaitStrategy);
    }

    [TearDown]
    public void DisposeRuntime() => _runtime.Dispose();

    [Test, Combinatorial]
    public void What_can_work_inside_the_loop_works([Values] Place place, [ValueSource(nameof(Working))] string call)
    {
        MakeCallInside(place, s_working[call]);
        _thrown.ShouldBeNull();
        ShouldGoOn();
    }

    [Test, Combinatorial]
    public void What_would_wait_for_the_loop_is_refused_inside_it([Values] Place place, [ValueSource(nameof(Refused))] string call)
    {
        MakeCallInside(place, s_refused[call]);
        LoopReentrancyException refusal = _thrown.ShouldBeOfType<LoopReentrancyException>();
        refusal.Message.ShouldContain(call.Split('(')[0]);
        ShouldGoOn();
        _runtime.RecorderIds.ShouldBe(["r"]);
    }

    [Test, Combinatorial]
    public void What_ends_the_loop_can_be_begun_inside_it_and_completes_after_it(
        [Values] Place place, [ValueSource(nameof(Ending))] string call)
    {
        MakeCallInside(place, s_ending[call]);
        _thrown.ShouldBeNull();
        Eventually.ShouldBeTrue(() => _recorder.Status == RecorderStatus.Stopped, "the recorder stopped");
        if (call == "StopAsync") return;

        Eventually.ShouldBeTrue(() => _runtime.Status == RuntimeStatus.Closed, "the runtime closed");
        _runtime.LastError.ShouldBeNull();
    }

    [Test]
    public void A_full_lane_is_not_waited_for_inside_the_loop()
    {
        MetricsRecorder waiting = _runtime.CreateRecorder(
            "waiting", new RecorderOptions { OverflowPolicy = OverflowPolicy.Wait, WaitTimeout = TimeSpan.FromMinutes(10) });
        waiting.Register(new Counter<Tock>("c"));
        int accepted = 0;
        MakeCallInside(Place.HandleEvent, _ =>
        {
            while (waiting.RegisterEvent(new Tock(1))) accepted++;
        });

        _thrown.ShouldBeNull();
        _runtime.Flush(s_patience).ShouldBeTrue();
        waiting.Statistics.ShouldBalance(accepted + 1, accepted);
        accepted.ShouldBeGreaterThan(0);
    }

    private static readonly Dictionary<string, Action<ReentrancyTests>> s_working = new()
    {
        ["RegisterEvent"] = static t => t._recorder.RegisterEvent(new Tock(1)).ShouldBeTrue(),
        ["TryRegisterEvent"] = static t => t._recorder.TryRegisterEvent(new Tock(1)).ShouldBeTrue(),
        ["RegisterEvents"] = static t => t._recorder.RegisterEvents<Tock>([new Tock(1), new Tock(2)]).ShouldBe(2),
        ["TryWrite"] = static t =>
        {
            using EventWriter<Tock> writer = t._recorder.CreateWriter<Tock>();
            writer.TryWrite(new Tock(1)).ShouldBeTrue();
        },
        ["Register"] = static t => t._recorder.Register(new Counter<Tock>("new")),
        ["GetMetricSnapshots"] = static t => t._recorder.GetMetricSnapshots().Count.ShouldBe(2),
        ["Metric.Snapshot"] = static t => t._probe.Snapshot()["count"].ToInt64().ShouldBeInRange(0, 1),
        ["Metric.Read"] = static t => t._probe.Read().ShouldBeInRange(0, 1),
        ["Capture"] = static t => t._runtime.Capture()["r"].Count.ShouldBe(2),
        ["Statistics"] = static t => (t._runtime.Statistics.Accepted + t._recorder.Statistics.Accepted).ShouldBeGreaterThanOrEqualTo(0),
        ["GetRecorder"] = static t => t._runtime.GetRecorder("r").ShouldBeSameAs(t._recorder),
        ["Start of a running runtime"] = static t => t._runtime.Start(),
    };

    private static readonly Dictionary<string, Action<ReentrancyTests>> s_refused = new()
    {
        ["CreateRecorder"] = static t => t._runtime.CreateRecorder("x"),
        ["Start"] = static t => t._recorder.Start(),
        ["Stop"] = static t => t._recorder.Stop(),
        ["StopRecorder"] = static t => t._runtime.StopRecorder("r"),
        ["StopAndRemoveRecorder"] = static t => t._runtime.StopAndRemoveRecorder("r"),
        ["Flush"] = static t => t._runtime.Flush(s_patience),
        ["Shutdown"] = static t => t._runtime.Shutdown(),
        ["Shutdown(timeout)"] = static t => t._runtime.Shutdown(s_patience),
    };

    private static readonly Dictionary<string, Action<ReentrancyTests>> s_ending = new()
    {
        ["StopAsync"] = static t => _ = t._recorder.StopAsync(),
        ["ShutdownAsync"] = static t => _ = t._runtime.ShutdownAsync(),
        ["Dispose"] = static t => t._runtime.Dispose(),
        ["DisposeAsync"] = static t => _ = t._runtime.DisposeAsync().AsTask(),
    };

    private void MakeCallInside(Place place, Action<ReentrancyTests> call)
    {
        using ManualResetEventSlim made = new();
        _call = () =>
        {
            if (_place != place) return;
            _call = null;
            try
            {
                call(this);
            }
#pragma warning disable CA1031 // the test looks at it
            catch (Exception error)
#pragma warning restore CA1031
            {
                _thrown = error;
            }

            made.Set();
        };
        _recorder.RegisterEvent(new Tick(1)).ShouldBeTrue();
        made.Wait(s_patience).ShouldBeTrue("the call inside the loop did not return");
    }

    private Place _place;

    private bool CallOnce(Place place)
    {
        _place = place;
        _call?.Invoke();
        return true;
    }

    private void ShouldGoOn()
    {
        long before = _recorder.Statistics.Accepted;
        _recorder.RegisterEvent(new Tock(1)).ShouldBeTrue();
        _runtime.Flush(s_patience).ShouldBeTrue();
        _recorder.Status.ShouldBe(RecorderStatus.Running);
        _recorder.Statistics.Processed.ShouldBeGreaterThan(before);
        _runtime.Status.ShouldBe(RuntimeStatus.Running);
        _runtime.Statistics.Pending.ShouldBe(0);
    }

    private sealed class StrategyWithCall : WaitStrategy
    {
        public Action? Call { get; set; }

        protected internal override void Wait(in WaitContext context)
        {
            Call?.Invoke();
            if (context.Events == 0) context.Park(TimeSpan.FromMilliseconds(1));
        }
    }
}
