/*
 * The gate of a recorder: MetricsRecorder.EnsureKey and OpenGate on one side, TryPublishFast on the other. The tag is plain;
 * the ring's token is stored with release after it, and read with acquire before it.
 *
 * Oracle: whoever finds the gate open reads the recorder's tag. The gate closes and opens again; the tag stays.
 */
#define THREADS   2
#define LOCATIONS 2
#define PENDING   8
#define REGISTERS 1
#include "memory.pml"

#define OPENER   0
#define PRODUCER 1

#define RING 0              /* 0: closed */
#define TAG  1

#ifdef BROKEN_RING_RELEASE
#define store_ring store
#else
#define store_ring store_release
#endif
#ifdef BROKEN_RING_ACQUIRE
#define await_ring await_plain
#else
#define await_ring await_acquire
#endif

byte ended;

proctype Opener() {
    store(OPENER, TAG, 7);
    store_ring(OPENER, RING, 1);
    store_release(OPENER, RING, 0);
    store_ring(OPENER, RING, 1);
    DRAINED(OPENER);
    ended++
}

proctype Producer() {
    byte ring;
    await_ring(PRODUCER, RING, ring, 1, 1);
    expect(PRODUCER, TAG, 7);
    await_ring(PRODUCER, RING, ring, 1, 1);
    expect(PRODUCER, TAG, 7);
    DRAINED(PRODUCER);
    ended++
}

init {
    atomic {
        run Memory(OPENER); run Memory(PRODUCER);
        run Opener(); run Producer()
    };
    ended == THREADS;
    finish()
}
