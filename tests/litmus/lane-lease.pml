/*
 * A private lane goes from one producer thread to the next: Lane.TryLease, Lane.EndLease, and Lane.IsDead with
 * -DDEAD_HOLDER, where the first holder's thread ends instead of giving the lane back. Two producers, of which either may
 * be the first, with TURN events each; one consumer; two slots.
 *
 * The producer-side cursors Tail and Limit are plain memory. A new holder reads them after it has won the lease.
 *
 * Oracle: the event at position k carries k + 1 in both words, whoever published it. Every holder publishes TURN events
 * from where the one before it stopped; all events are consumed, in order, and every thread comes to its end.
 */
#ifndef TURN
#define TURN      2
#endif
#define EVENTS    (2 * TURN)
#define CAPACITY  2

#define THREADS   3
#define LOCATIONS 11
#ifndef PENDING
#define PENDING   16
#endif
#define REGISTERS 1
#include "memory.pml"

/* The producers are threads 0 and 1. */
#define CONSUMER 2

#define TAIL      0
#define HEAD      1
#define LIMIT     2
#define HOLDER    3             /* 0: free, otherwise 1 + number of the thread */
#define ENDED(p)  (4 + (p))     /* 1: the thread has ended */
#define FIRST(s)  (6 + 2 * ((s) % CAPACITY))
#define SECOND(s) (7 + 2 * ((s) % CAPACITY))

#ifdef BROKEN_LEASE_FENCE
#define win_lease await_exchange_relaxed
#else
#define win_lease await_exchange
#endif

#if defined(BROKEN_LEASE_END)
#define give_back(p) store(p, HOLDER, 0)
#elif defined(WEAKER_LEASE_END)
#define give_back(p) store_release(p, HOLDER, 0)
#else
#define give_back(p) await_exchange(p, HOLDER, 1 + p, 0)
#endif

#ifdef BROKEN_THREAD_END
#define end_thread store
#else
#define end_thread store_release
#endif

byte ended;

proctype Producer(byte p) {
    byte last;
    byte tail;
    byte limit;
    byte head;

    /* TryLease. Its look at the holder before the compare-and-swap is left out: it orders nothing that the swap does not. */
#if defined(BROKEN_LEASE_CAS)
    await_acquire(p, HOLDER, head, 0, 0);
    store_release(p, HOLDER, 1 + p);
#elif defined(DEAD_HOLDER)
    if
    :: win_lease(p, HOLDER, 0, 1 + p)
    :: await_plain(p, ENDED(1 - p), head, 1, 1);        /* IsAlive, of which no order is assumed */
       win_lease(p, HOLDER, 2 - p, 1 + p)
    fi;
#else
    win_lease(p, HOLDER, 0, 1 + p);
#endif
    head = 0;

    await_plain(p, TAIL, tail, 0, EVENTS - 1);
    await_plain(p, LIMIT, limit, 0, EVENTS + 1);
    last = tail + TURN;
    do
    :: tail < last ->
        if
        :: tail < limit -> skip
        :: else ->
            await_acquire(p, HEAD, head, (tail < CAPACITY -> 0 : tail + 1 - CAPACITY), tail);
            limit = head + CAPACITY;
            head = 0;
            store(p, LIMIT, limit)
        fi;
        store(p, FIRST(tail), tail + 1);
        store(p, SECOND(tail), tail + 1);
        tail++;
        store_release(p, TAIL, tail)
    :: else -> break
    od;
#ifdef DEAD_HOLDER
    end_thread(p, ENDED(p), 1);
#else
    give_back(p);
#endif
    DRAINED(p);
    ended++
}

proctype Consumer() {
    byte head;
    byte tail;
    do
    :: head < EVENTS ->
        await_acquire(CONSUMER, TAIL, tail, head + 1, EVENTS);
        do
        :: head < tail ->
            expect(CONSUMER, FIRST(head), head + 1);
            expect(CONSUMER, SECOND(head), head + 1);
            head++;
            store_release(CONSUMER, HEAD, head)
        :: else -> break
        od
    :: else -> break
    od;
    DRAINED(CONSUMER);
    ended++
}

init {
    atomic {
        run Memory(0); run Memory(1); run Memory(CONSUMER);
        run Producer(0); run Producer(1); run Consumer()
    };
    ended == THREADS;
    finish()
}
