/*
 * The shared lane: SharedLane.TryPublish, SharedLane.TryExtendLimit, SharedLane.PublishedEnd, LaneDrain.Drain,
 * SlotRing.Release. Two producers (three with -DTHREE) and one consumer; two slots of a header and two words; the header
 * carries the lap stamp. EVENTS events, shared out among the producers in any way.
 *
 * Stamps count modulo LAPS, where C# has 256. Two is the least that tells a lap from the one before, and enough: this is
 * the claim in SlotHeader.LapOf. Memory starts as zero, laps start at one.
 *
 * Oracle: position by position, the consumer reads in both words what the producer that claimed the position put there.
 * Every position is claimed once and consumed; a producer's events keep their order. Every thread comes to its end.
 */
#ifdef THREE
#define PRODUCERS 3
#else
#define PRODUCERS 2
#endif
#ifndef EVENTS
#define EVENTS    4
#endif
#ifndef CAPACITY
#define CAPACITY  2
#endif
#ifndef LAPS
#define LAPS      2
#endif

#define THREADS   (PRODUCERS + 1)
#define LOCATIONS 9
#ifndef PENDING
#define PENDING   12
#endif
#define REGISTERS 1
#include "memory.pml"

/* The producers are the threads from 0. */
#define CONSUMER PRODUCERS

#define TAIL      0
#define HEAD      1
#define LIMIT     2
#define HEADER(s) (3 + 3 * ((s) % CAPACITY))
#define FIRST(s)  (4 + 3 * ((s) % CAPACITY))
#define SECOND(s) (5 + 3 * ((s) % CAPACITY))

#ifdef BROKEN_LAP
#define STAMP(s) 1
#else
#define STAMP(s) (((s) / CAPACITY + 1) % LAPS)
#endif

#ifdef BROKEN_STAMP_RELEASE
#define store_stamp store
#else
#define store_stamp store_release
#endif
#ifdef BROKEN_STAMP_ACQUIRE
#define await_stamp await_plain
#else
#define await_stamp await_acquire
#endif
#ifdef BROKEN_HEAD_RELEASE
#define store_head store
#else
#define store_head store_release
#endif
#ifdef BROKEN_HEAD_ACQUIRE
#define load_head load_plain
#else
#define load_head(t, x, variable, from, to) load_acquire(t, x, variable)
#endif
#ifdef BROKEN_LIMIT_RELEASE
#define store_limit store
#else
#define store_limit store_release
#endif
#ifdef BROKEN_LIMIT_ACQUIRE
#define load_limit load_plain
#else
#define load_limit(t, x, variable, from, to) load_acquire(t, x, variable)
#endif
#ifdef BROKEN_TAIL_ACQUIRE
#define load_tail load_plain
#else
#define load_tail(t, x, variable, from, to) load_acquire(t, x, variable)
#endif
#ifdef BROKEN_LIMIT
#define ROOM (CAPACITY + 1)
#else
#define ROOM CAPACITY
#endif

#if defined(BROKEN_CLAIM_CAS)
/* Two steps: a look, a store. */
inline claim(p, tail, claimed) {
    load_acquire(p, TAIL, head);
    claimed = head == tail;
    head = 0;
    if
    :: claimed -> store_release(p, TAIL, tail + 1)
    :: else -> skip
    fi
}
#elif defined(BROKEN_CLAIM_FENCE)
inline claim(p, tail, claimed) {
    if
    :: await_exchange_relaxed(p, TAIL, tail, tail + 1); claimed = 1
    :: memory[TAIL] != tail -> claimed = 0
    fi
}
#else
inline claim(p, tail, claimed) {
    compare_exchange(p, TAIL, tail, tail + 1, claimed)
}
#endif

byte contents[EVENTS];          /* oracle: what a position carries; 0: not claimed yet */
byte ended;

proctype Producer(byte p) {
    byte sent;
    byte tail;
    byte limit;
    byte head;
    bit claimed;
    do
    :: atomic {
            load_tail(p, TAIL, tail, memory[TAIL], EVENTS);   /* a guess below memory never comes true */
            if
            :: tail == EVENTS -> break
            :: else -> skip
            fi
        };
        load_limit(p, LIMIT, limit, 0, EVENTS + 1);
        if
        :: tail < limit -> skip
        :: else ->
            atomic {
                load_head(p, HEAD, head, memory[HEAD], EVENTS);
                if
                :: limit = head + ROOM
                :: head + ROOM > tail + 1 -> limit = tail + 1   /* NextLimit may stop short of it */
                fi;
                head = 0;
                if
                :: limit <= tail -> limit = tail; fence(p)      /* full: NextLimit calls WakeIfParked */
                :: else -> skip
                fi;
                store_limit(p, LIMIT, limit)
            }
        fi;
        atomic {
            if
            :: tail >= limit -> skip                        /* full: TryPublish answers false, and is called again */
            :: else ->
                claim(p, tail, claimed);
                if
                :: claimed ->
                    contents[tail] = 1 + EVENTS * p + sent;
                    store(p, FIRST(tail), 1 + EVENTS * p + sent);
                    store(p, SECOND(tail), 1 + EVENTS * p + sent);
                    store_stamp(p, HEADER(tail), STAMP(tail));
                    sent++
                :: else -> skip
                fi;
                claimed = 0
            fi;
            tail = 0;
            limit = 0
        }
    od;
    DRAINED(p);
    ended++
}

proctype Consumer() {
    byte head;
    byte ignored;
    byte last[PRODUCERS];
    do
    :: head < EVENTS ->
        GLUE_LOADS {
            atomic {
                await_stamp(CONSUMER, HEADER(head), ignored, STAMP(head), STAMP(head));
                ignored = 0;
#ifdef BROKEN_STAMP_ACQUIRE
                contents[head] != 0;                        /* the consumer runs ahead of the stamp, not of the oracle */
#endif
                d_step {
                    if
                    :: contents[head] == 0 -> wrong = 1     /* nobody has claimed it */
                    :: else ->
                        ignored = (contents[head] - 1) / EVENTS;
                        wrong = wrong || contents[head] <= last[ignored];
                        last[ignored] = contents[head];
                        ignored = 0
                    fi;
                    judge()
                }
            };
            expect(CONSUMER, FIRST(head), contents[head]);
            expect(CONSUMER, SECOND(head), contents[head]);
            head++;
            store_head(CONSUMER, HEAD, head)
        }
    :: else -> break
    od;
    DRAINED(CONSUMER);
    ended++
}

init {
    atomic {
        run Memory(CONSUMER); run Memory(0); run Memory(1);
        run Consumer(); run Producer(0); run Producer(1);
#ifdef THREE
        run Memory(2); run Producer(2)
#endif
    };
    ended == THREADS;
    finish()
}
