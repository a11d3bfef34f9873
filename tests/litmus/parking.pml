/*
 * The parking handshake: ConsumerSignal, MetricsEventLoop.Park, and a producer that publishes and then calls WakeIfParked.
 * Two producers (-DPRODUCERS=...), each with a cursor of its own and EACH publications; one consumer that looks for work,
 * announces that it will park, looks again, and parks. The time limit of the wait is left out: the consumer sleeps until
 * it is woken.
 *
 * Oracle: every thread comes to its end. The consumer's end is to have seen all that was published; if it sleeps with work
 * left and no producer to wake it, nothing can go on, and spin reports an invalid end state.
 *
 * Only producers that call WakeIfParked after a publication are modelled. A lane that is less than half full does not call
 * it, on purpose, and relies on the time limit. A consumer that lets events gather looks for half a full lane instead of for
 * an event, which is what those producers call it for: the same handshake about another fact.
 */
#ifndef PRODUCERS
#define PRODUCERS 2
#endif
#ifndef EACH
#define EACH      2
#endif

#define THREADS   (PRODUCERS + 1)
#define LOCATIONS (2 + PRODUCERS)
#ifndef PENDING
#define PENDING   8
#endif
#define REGISTERS 1
#include "memory.pml"

/* The producers are the threads from 0. */
#define CONSUMER PRODUCERS

#define PARKED   0
#define MONITOR  1
#define TAIL(p)  (2 + (p))

#ifdef BROKEN_TAIL_RELEASE
#define store_tail store
#else
#define store_tail store_release
#endif
#ifdef BROKEN_CANCEL_RELEASE
#define store_cancel store
#else
#define store_cancel store_release
#endif
#ifdef BROKEN_PARK_ACQUIRE
#define load_parked_to_wait load_plain
#else
#define load_parked_to_wait(t, x, variable, from, to) load_acquire(t, x, variable)
#endif
#ifdef BROKEN_WAKE_ACQUIRE
#define load_parked_to_wake load_plain
#else
#define load_parked_to_wake(t, x, variable, from, to) load_acquire(t, x, variable)
#endif

bit waiting;        /* the consumer is inside Monitor.Wait */
byte ended;

/* ConsumerSignal.Wake. */
inline wake(p, parked) {
#ifdef BROKEN_WAKE_EXCHANGE
    store(p, PARKED, 0);
    parked = 1;
#else
    exchange(p, PARKED, 0, parked);
#endif
    if
    :: parked ->
#ifdef BROKEN_PULSE_LOCK
        waiting = 0
#else
        enter(p, MONITOR);
        waiting = 0;                            /* Monitor.Pulse: nothing, if nobody waits */
        leave(p, MONITOR)
#endif
    :: else -> skip
    fi
}

proctype Producer(byte p) {
    byte tail;
    bit parked;
    do
    :: tail < EACH ->
        tail++;
        store_tail(p, TAIL(p), tail);
#ifndef BROKEN_PRODUCER_FENCE
        fence(p);
#endif
        load_parked_to_wake(p, PARKED, parked, 0, 1);
        if
        :: parked -> wake(p, parked)
        :: else -> skip
        fi;
        parked = 0
    :: else -> break
    od;
    DRAINED(p);
    ended++
}

/* LaneDrain.Pass and LaneDrain.HasWork: an acquire load of every lane's tail. */
inline look_for_work(found) {
    i = 0;
    do
    :: i < PRODUCERS ->
        load_acquire(CONSUMER, TAIL(i), tail);
        if
        :: tail != head[i] -> head[i] = tail; found = 1
        :: else -> skip
        fi;
        tail = 0;
        i++
    :: else -> break
    od;
    i = 0
}

#define ALL_SEEN (seen == PRODUCERS * EACH)

proctype Consumer() {
    byte i;
    byte tail;
    byte seen;
    byte head[PRODUCERS];
    bit found;
    bit parked;
    do
    :: look_for_work(found);
       found = 0;
       /* All seen: the end, asked of what was consumed. */
       d_step {
           do
           :: i < PRODUCERS -> seen = seen + head[i]; i++
           :: else -> break
           od;
           i = 0
       };
       if
       :: ALL_SEEN -> break
       :: else -> seen = 0
       fi;

       /* PrepareToPark */
#ifdef BROKEN_CONSUMER_FENCE
       store_release(CONSUMER, PARKED, 1);
#else
       exchange(CONSUMER, PARKED, 1, parked);
       parked = 0;
#endif
#ifndef BROKEN_RECHECK
       look_for_work(found);
#endif
       if
       :: found ->
           found = 0;
           store_cancel(CONSUMER, PARKED, 0)                /* CancelPark */
       :: else ->
           enter(CONSUMER, MONITOR);                        /* Park */
#ifdef BROKEN_PARK_CHECK
           parked = 1;
#else
           load_parked_to_wait(CONSUMER, PARKED, parked, 0, 1);
#endif
           if
           :: parked ->
               atomic {                                     /* Monitor.Wait */
                   DRAINED(CONSUMER) ->
                   waiting = 1;
                   memory[MONITOR] = 0
               };
               !waiting;
               enter(CONSUMER, MONITOR)
           :: else -> skip
           fi;
           parked = 0;
           store_cancel(CONSUMER, PARKED, 0);
           leave(CONSUMER, MONITOR)
       fi
    od;
    DRAINED(CONSUMER);
    ended++
}

init {
    byte p;
    atomic {
        run Memory(CONSUMER); run Consumer();
        do
        :: p < PRODUCERS -> run Memory(p); run Producer(p); p++
        :: else -> break
        od;
        p = 0
    };
    ended == THREADS;
    finish()
}
