namespace MvxMetrics.Disruptor.Tests;

/// <summary>Invariant 4 at its root: a copy taken under the seqlock is one state, never a mixture.</summary>
[TestFixture]
internal sealed class SeqLockTests
{
    [Test]
    public void A_read_is_refused_while_a_section_is_open_and_invalid_when_one_was_in_between()
    {
        SeqLock seqLock = new();
        seqLock.TryBeginRead(out long version).ShouldBeTrue();
        seqLock.TryEndRead(version).ShouldBeTrue();

        seqLock.BeginWrite();
        seqLock.TryBeginRead(out _).ShouldBeFalse();
        seqLock.TryEndRead(version).ShouldBeFalse();
        seqLock.EndWrite();

        seqLock.TryEndRead(version).ShouldBeFalse();
        seqLock.TryBeginRead(out version).ShouldBeTrue();
        seqLock.TryEndRead(version).ShouldBeTrue();
    }

    [Test]
    public void Copies_of_two_hundred_bytes_taken_beside_a_writer_are_never_torn()
    {
        const int Words = 25;
        SeqLock seqLock = new();
        long[] state = new long[Words];
        using CancellationTokenSource done = new(TimeSpan.FromSeconds(2));
        long coherent = 0;
        long torn = 0;

        Producers.Run(2, thread =>
        {
            long[] copy = new long[Words];
            while (!done.IsCancellationRequested)
            {
                if (thread == 0)
                {
                    seqLock.BeginWrite();
                    for (int i = 0; i < Words; i++) state[i]++;
                    seqLock.EndWrite();
                    Thread.SpinWait(20); // a gap, for optimistic readers
                    continue;
                }

                if (!seqLock.TryBeginRead(out long version)) continue;
                state.CopyTo(copy, 0);
                if (!seqLock.TryEndRead(version)) continue;
                if (copy.All(word => word == copy[0])) coherent++;
                else torn++;
            }
        });

        torn.ShouldBe(0);
        coherent.ShouldBeGreaterThan(1000);
    }
}
