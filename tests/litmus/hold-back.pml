/*
 * A thread that has published through the shared lane finds a private lane: ThreadLane.RetryLease, Lane.HoldBackUntil,
 * Lane.PublishedEnd. The mover publishes one event in the shared lane and two in its new private lane; another producer
 * publishes one in the shared lane, before or behind it, and may be slow to write its header. What the private lane is held
 * back for is the tail of the shared one, read after the lease: everything claimed there so far.
 *
 * Oracle: the consumer takes the mover's events in the order in which the mover published them, and takes all: what is
 * claimed gets published, so nothing is held back for ever. What is in the records is the matter of lane.pml and
 * shared-lane.pml, and so is the tail's word; both are left out here.
 */
#define THREADS   3
#define LOCATIONS 7
#ifndef PENDING
#define PENDING   8
#endif
#define REGISTERS 1
#include "memory.pml"

#define MOVER    0
#define OTHER    1
#define CONSUMER 2

#define SHARED_TAIL 0
#define SHARED_HEAD 1
#define HEADER(s)   (2 + (s))
#define TAIL        4
#define NOT_BEFORE  5
#define HOLDER      6

#ifdef BROKEN_TAIL_RELEASE
#define store_tail store
#else
#define store_tail store_release
#endif
#ifdef BROKEN_TAIL_ACQUIRE
#define load_tail await_plain
#else
#define load_tail await_acquire
#endif
#ifdef BROKEN_LEASE_FENCE
#define win_lease await_exchange_relaxed
#else
#define win_lease await_exchange
#endif

#define NOBODY 9

byte writer[2] = NOBODY;        /* oracle: who has claimed a position in the shared lane */
byte ended;

/* SharedLane.TryPublish, in a lane that does not become full. */
inline publish_shared(p, position, claimed) {
    do
    :: load_acquire(p, SHARED_TAIL, position);
       atomic {
           compare_exchange(p, SHARED_TAIL, position, position + 1, claimed);
           if
           :: claimed -> writer[position] = p; break
           :: else -> skip
           fi
       }
    od;
    claimed = 0;
    store_release(p, HEADER(position), 1)
}

/* SharedLane.Tail: both ends of one moment, then HoldBackUntil. */
inline hold_back(position, head, again) {
    do
    :: load_acquire(MOVER, SHARED_HEAD, head);
       load_acquire(MOVER, SHARED_TAIL, position);
       load_acquire(MOVER, SHARED_HEAD, again);
       if
       :: again == head -> break
       :: else -> skip
       fi
    od;
    store(MOVER, NOT_BEFORE, position)
}

proctype Mover() {
    byte position;
    byte head;
    byte again;
    bit claimed;
    publish_shared(MOVER, position, claimed);
    win_lease(MOVER, HOLDER, 0, 1);
#if !defined(BROKEN_HOLD_BACK) && !defined(BROKEN_HOLD_BACK_ORDER)
    hold_back(position, head, again);
#endif
    store_tail(MOVER, TAIL, 1);
#ifdef BROKEN_HOLD_BACK_ORDER
    hold_back(position, head, again);
#endif
    store_tail(MOVER, TAIL, 2);
    DRAINED(MOVER);
    ended++
}

proctype Other() {
    byte position;
    bit claimed;
    publish_shared(OTHER, position, claimed);
    DRAINED(OTHER);
    ended++
}

proctype Consumer() {
    byte sharedHead;
    byte head;
    byte tail;
    byte notBefore;
    byte ignored;
    bit moverSeen;
    do
    :: sharedHead < 2 ->
        await_acquire(CONSUMER, HEADER(sharedHead), ignored, 1, 1);
        ignored = 0;
        if
        :: writer[sharedHead] == MOVER -> moverSeen = 1
        :: else -> skip
        fi;
        sharedHead++;
        store_release(CONSUMER, SHARED_HEAD, sharedHead)
    :: head < 2 ->
        load_tail(CONSUMER, TAIL, tail, head + 1, 2);
        load_plain(CONSUMER, NOT_BEFORE, notBefore, 0, sharedHead);
        if
        :: notBefore > sharedHead -> skip
        :: else ->
            if
            :: !moverSeen -> d_step { wrong = 1; judge() }
            :: else -> skip
            fi;
            head = tail
        fi;
        tail = 0;
        notBefore = 0
    :: sharedHead == 2 && head == 2 -> break
    od;
    DRAINED(CONSUMER);
    ended++
}

init {
    atomic {
        run Memory(MOVER); run Memory(OTHER); run Memory(CONSUMER);
        run Mover(); run Other(); run Consumer()
    };
    ended == THREADS;
    finish()
}
