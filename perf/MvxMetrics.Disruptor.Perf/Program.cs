using MvxMetrics.Disruptor.Perf;

return await CommandTree.Create().Parse(args).InvokeAsync();
