using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A run costs no metric a byte.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class MetricRunAllocationTests
{
    [TestCaseSource(typeof(RunCase), nameof(RunCase.Cases))]
    public void A_run_allocates_nothing(RunCase tested)
    {
        Metric metric = tested.Create();
        Point[] points = RunPoints.Of(new Random(1), 6400, awkward: 50);
        Run();

        Allocations.Least(Run).ShouldBe(0);

        long Run()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int done = 0; done < points.Length; done += EventRun<Point>.MaxEvents)
                RunPoints.HandleRun(metric, points.AsSpan(done, EventRun<Point>.MaxEvents), isStrided: done % 128 == 0);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
