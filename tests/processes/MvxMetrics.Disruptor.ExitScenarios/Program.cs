using MvxMetrics.Disruptor.ExitScenarios;

// One way for a process to end without an orderly shutdown, or to live with little, chosen by name. Run by ProcessExitTests and
// SmallContainerTests.
Dictionary<string, Action> scenarios = new()
{
    ["return-from-main"] = Scenarios.ReturnFromMain,
    ["return-while-producers-record"] = Scenarios.ReturnWhileProducersRecord,
    ["return-while-handler-blocks"] = Scenarios.ReturnWhileHandlerBlocks,
    ["foreground-thread"] = Scenarios.ForegroundThread,
    ["shutdown-in-process-exit"] = Scenarios.ShutdownInProcessExit,
    ["unhandled-in-producer"] = Scenarios.UnhandledInProducer,
    ["exit-in-handler"] = Scenarios.ExitInHandler,
    ["exit-in-handler-then-shutdown"] = Scenarios.ExitInHandlerThenShutdown,
    ["exit-in-change-hook"] = Scenarios.ExitInChangeHook,
    ["exit-in-starting-hook"] = Scenarios.ExitInStartingHook,
    ["exit-in-manual-loop"] = Scenarios.ExitInManualLoop,
    ["small-container"] = () => Scenarios.SmallContainer(int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture)),
};

scenarios[args[0]]();
Console.WriteLine("main returns");
