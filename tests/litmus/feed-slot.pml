/*
 * A slot of a change feed: FeedSlot.TryWrite by PUBLISHERS threads, each with a change of another lap, FeedSlot.TryRead by one
 * reader that makes ATTEMPTS copies. A change is two words.
 *
 * Oracle: the words of change n are n + 1. A copy that is accepted under the stamp 2n + 2 holds change n, in both words.
 */
#ifndef PUBLISHERS
#define PUBLISHERS 3
#endif
#ifndef ATTEMPTS
#define ATTEMPTS  2
#endif

#define THREADS   (PUBLISHERS + 1)
#define LOCATIONS 3
#define PENDING   8
#define REGISTERS (3 * ATTEMPTS)
#include "memory.pml"

#define READER PUBLISHERS

#define STAMP  0
#define FIRST  1
#define SECOND 2

#define LAST_STAMP (2 * PUBLISHERS)

#ifdef BROKEN_END_RELEASE
#define store_written store
#else
#define store_written store_release
#endif
#ifdef BROKEN_LOOK_ACQUIRE
#define load_look load_plain
#else
#define load_look(t, x, variable, from, to) load_acquire(t, x, variable)
#endif

#if defined(BROKEN_CLAIM_CAS)
/* Two steps: a look, a store. */
inline claim(p, stamp, claimed) {
    load_acquire(p, STAMP, again);
    claimed = again == stamp;
    again = 0;
    if
    :: claimed -> store_release(p, STAMP, 2 * p + 1)
    :: else -> skip
    fi
}
#elif defined(BROKEN_CLAIM_FENCE)
inline claim(p, stamp, claimed) {
    if
    :: await_exchange_relaxed(p, STAMP, stamp, 2 * p + 1); claimed = 1
    :: memory[STAMP] != stamp -> claimed = 0
    fi
}
#else
inline claim(p, stamp, claimed) {
    compare_exchange(p, STAMP, stamp, 2 * p + 1, claimed)
}
#endif

byte stamps[ATTEMPTS];          /* oracle: the stamp of an attempt */
byte ended;

proctype Publisher(byte p) {
    byte stamp;
    byte again;
    bit claimed;
    load_acquire(p, STAMP, stamp);                              /* TryBegin */
    if
#ifdef BROKEN_ODD_CHECK
    :: stamp < 2 * p + 1 ->
#else
    :: stamp % 2 == 0 && stamp < 2 * p + 1 ->
#endif
        claim(p, stamp, claimed);
        if
        :: claimed ->
            store(p, FIRST, p + 1);
            store(p, SECOND, p + 1);
            store_written(p, STAMP, 2 * p + 2)                  /* End */
        :: else -> skip                                         /* given up */
        fi
    :: else -> skip                                             /* given up */
    fi;
    DRAINED(p);
    ended++
}

proctype Reader() {
    byte attempt;
    do
    :: attempt < ATTEMPTS ->
        load_look(READER, STAMP, stamps[attempt], 0, LAST_STAMP);
        if
        :: stamps[attempt] == 0 || stamps[attempt] % 2 == 1 -> skip
        :: else ->
            load(READER, FIRST, 3 * attempt);
            load(READER, SECOND, 3 * attempt + 1);
#ifndef BROKEN_READ_BARRIER
            read_barrier(READER);
#endif
            load(READER, STAMP, 3 * attempt + 2);
            attempt++
        fi
    :: break                                                    /* nothing to read, or enough */
    od;
    DRAINED(READER);
    ended++
}

#ifdef BROKEN_SECOND_LOOK
#define ACCEPTED(a) (stamps[a] != 0 && stamps[a] % 2 == 0)
#else
#define ACCEPTED(a) (stamps[a] != 0 && stamps[a] % 2 == 0 && registers[3 * (a) + 2] == stamps[a])
#endif

init {
    byte attempt;
    byte p;
    atomic {
        do
        :: p < PUBLISHERS -> run Memory(p); run Publisher(p); p++
        :: else -> break
        od;
        run Memory(READER); run Reader()
    };
    ended == THREADS;
    do
    :: attempt < ATTEMPTS ->
        assert(!ACCEPTED(attempt) || (registers[3 * attempt] == stamps[attempt] / 2
            && registers[3 * attempt + 1] == stamps[attempt] / 2));
        attempt++
    :: else -> break
    od;
    finish()
}
