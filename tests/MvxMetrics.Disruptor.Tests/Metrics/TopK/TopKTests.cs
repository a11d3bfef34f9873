using CsCheck;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>The most frequent keys: exact while there is room for all, within the error bound beyond.</summary>
[TestFixture]
internal sealed class TopKTests
{
    private static readonly EventSelector<Point, long> s_key = static (in Point p) => p.Key;
    private static readonly EventSelector<Point, long> s_amount = static (in Point p) => p.Amount;

    [Test]
    public void As_long_as_there_is_room_for_all_keys_everything_is_exact()
    {
        TopK<Point> top = new("t", s_key, capacity: 4, shown: 3);
        using MetricStage stage = new(top);
        top.Snapshot().ToString().ShouldBe("t { total = 0, bound = 0 }");
        foreach (long key in (long[])[7, -3, 7, 9, 7, -3]) stage.Send(new Point(key));
        top.Snapshot().ToString().ShouldBe(
            "t { total = 6, bound = 0, 1.key = 7, 1.count = 3, 1.error = 0, "
            + "2.key = -3, 2.count = 2, 2.error = 0, 3.key = 9, 3.count = 1, 3.error = 0 }");
        top.Kind.ShouldBe(MetricKind.TopK);
        top.MemoryBytes.ShouldBe(32 + (4 * 24) + (8 * 12) + (2 * 4 * 4));
    }

    [Test]
    public void A_new_key_takes_the_place_of_the_rarest_and_says_how_far_it_may_be_wrong()
    {
        TopK<Point> top = new("t", s_key, capacity: 2, shown: 2, amount: s_amount);
        using MetricStage stage = new(top);
        stage.Send(new Point(1, 10), new Point(2, 4), new Point(3, 5), new Point(3, 0), new Point(3, -1));
        top.Snapshot().ToString().ShouldBe(
            "t { total = 19, bound = 9, 1.key = 1, 1.count = 10, 1.error = 0, 2.key = 3, 2.count = 9, 2.error = 4, ignored = 2 }");
    }

    [Test]
    public void A_difference_is_exact_for_keys_that_kept_their_entry_and_bounded_for_the_others()
    {
        TopK<Point> top = new("t", s_key, capacity: 2, shown: 2, amount: s_amount);
        using MetricStage stage = new(top);
        SnapshotBaseline since = new();
        stage.Send(new Point(1, 10), new Point(2, 4));
        stage.Recorder.GetMetricSnapshots(since);
        stage.Send(new Point(1, 3), new Point(3, 5));
        stage.Recorder.GetMetricSnapshots(since)["t"].ToString().ShouldBe(
            "t { total = 8, bound = 9, 1.key = 3, 1.count = 9, 1.error = 4, 2.key = 1, 2.count = 3, 2.error = 0 }");
        stage.Recorder.GetMetricSnapshots(since)["t"].ToString().ShouldBe("t { total = 0, bound = 9 }");
    }

    [Test]
    public void Counts_keep_their_bounds_and_no_heavy_hitter_is_missed() => Gen.Select(
        Gen.Int[1, 12], Gen.Select(Gen.Frequency((3, Gen.Long[0, 5]), (2, Gen.Long[0, 200]), (1, Gen.Long)), Gen.Long[1, 9]).Array[0, 400])
        .Sample(static (capacity, events) =>
        {
            TopK<Point> top = new("t", s_key, capacity, capacity, s_amount);
            Dictionary<long, long> exact = [];
            foreach ((long key, long amount) in events)
            {
                top.HandleEvent(new Point(key, amount)).ShouldBeTrue();
                exact[key] = exact.GetValueOrDefault(key) + amount;
            }

            MetricSnapshot snapshot = top.Snapshot();
            long total = snapshot["total"].ToInt64();
            long bound = snapshot["bound"].ToInt64();
            total.ShouldBe(exact.Values.Sum());
            (bound * capacity).ShouldBeLessThanOrEqualTo(total);
            Dictionary<long, (long Count, long Error)> shown = Entries(snapshot);
            shown.Count.ShouldBe(Math.Min(capacity, exact.Count));
            shown.Values.Sum(static e => e.Count).ShouldBe(total);
            foreach ((long key, (long count, long error)) in shown)
            {
                exact[key].ShouldBeInRange(count - error, count);
                error.ShouldBeLessThanOrEqualTo(bound);
            }

            foreach ((long key, long count) in exact)
                if (count > bound) shown.ShouldContainKey(key);
            if (exact.Count <= capacity) shown.ShouldAllBe(static e => e.Value.Error == 0);
        }, iter: 3_000, threads: 1);

    [Test]
    public void Differences_keep_the_same_bounds() => Gen.Select(
        Gen.Int[1, 8], Gen.Long[0, 20].Array[0, 200], Gen.Long[0, 20].Array[0, 200])
        .Sample(static (capacity, first, second) =>
        {
            TopK<Point> top = new("t", s_key, capacity, capacity);
            foreach (long key in first) top.HandleEvent(new Point(key));
            byte[] earlier = new byte[top.StateBytes];
            top.CopyStateTo(earlier, CopyExtent.Whole);
            foreach (long key in second) top.HandleEvent(new Point(key));
            byte[] state = new byte[top.StateBytes];
            top.CopyStateTo(state, CopyExtent.Whole);

            top.SubtractState(state, earlier);

            DimensionBuffer dimensions = new();
            top.Describe(state, new DimensionWriter(dimensions));
            MetricSnapshot difference = new(top.Descriptor, dimensions);
            difference["total"].ToInt64().ShouldBe(second.Length);
            foreach ((long key, (long count, long error)) in Entries(difference))
                ((long)second.Count(k => k == key)).ShouldBeInRange(count - error, count);
        }, iter: 3_000, threads: 1);

    [Test]
    public void Amounts_beyond_a_long_stay_there()
    {
        TopK<Point> top = new("t", s_key, capacity: 1, shown: 1, amount: s_amount);
        foreach (long key in (long[])[1, 1, 2]) top.HandleEvent(new Point(key, long.MaxValue - 1)).ShouldBeTrue();
        (top.Snapshot()["total"].ToInt64(), top.Snapshot()["1.count"].ToInt64()).ShouldBe((long.MaxValue, long.MaxValue));
    }

    private static Dictionary<long, (long Count, long Error)> Entries(MetricSnapshot snapshot)
    {
        Dictionary<long, (long Count, long Error)> entries = [];
        for (int rank = 1; snapshot.Dimensions.ContainsKey($"{rank}.key"); rank++)
            entries.Add(snapshot[$"{rank}.key"].ToInt64(), (snapshot[$"{rank}.count"].ToInt64(), snapshot[$"{rank}.error"].ToInt64()));
        return entries;
    }
}
