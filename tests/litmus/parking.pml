/*
 * The parking handshake: ConsumerSignal, FutexParkingPlace (-DMONITOR: MonitorParkingPlace), MetricsEventLoop.Park, and
 * producers that publish and look at their limit: RecordRing.NextLimit. Two producers and one consumer that looks for work,
 * announces that it will park until a lane is as full as it says, looks again, and sleeps. Each time it chooses a threshold
 * and one of two modes: park (sleep unless there is work) or gather (sleep unless a lane is as full as the threshold).
 *
 *   default    a private lane, whose producer publishes EACH events, and a thread that posts a command
 *   -DSHARED   two producers of the shared lane with EACH and one events; what is claimed first may be published last
 *
 * A lane has room for CAPACITY records and a bit. Thresholds count records; the highest is more than fits, as where records are
 * long: a full lane is less full than that. A producer looks at its limit when a record does not fit below it, and a limit may
 * be any distance ahead. What it looks at is the tail that it has published; a wake-up for what came after its last look is
 * left to the time limit of the sleep, on purpose. A producer that finds no room tries again.
 *
 * So the time limit is left out where there is a wake-up to be had: the sleep ends by itself only when all producers have come
 * to their end, and no lane was, at a producer's last look, as full as the consumer asked for; with -DEARLY once
 * besides, at any moment (a time limit that runs out, a signal).
 *
 * Oracle: every thread comes to its end; the consumer's is to have seen everything. If it sleeps with a lane as full as it asked
 * for, with a producer that has no room, or with a command, nothing can go on: an invalid end state.
 */
#ifndef EACH
#ifdef SHARED
#define EACH      2
#else
#define EACH      3
#endif
#endif
#ifndef CAPACITY
#define CAPACITY  2
#endif

#define THREADS   3
#define LOCATIONS (6 + EACH)
#define THRESHOLDS (CAPACITY + 1)
#ifndef PENDING
#define PENDING   8
#endif
#define REGISTERS 1
#include "memory.pml"

/* The producers are threads 0 and 1. */
#define CONSUMER 2

#define PARKED    0             /* 0: awake; otherwise the threshold */
#define LOCK      1
#define TAIL      2
#define HEAD      3
#define COMMAND   4
#define HEADER(p) (5 + (p))     /* SHARED: 1: the record is published */

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
#ifdef BROKEN_WAKE_ACQUIRE
#define load_parked load_plain
#else
#define load_parked(t, x, variable, from, to) load_acquire(t, x, variable)
#endif
#ifdef SHARED
#define ALL_EVENTS (EACH + 1)
#else
#define ALL_EVENTS EACH
#endif

bit waiting;        /* the consumer sleeps */
byte looked;        /* oracle: the tail at a producer's last look at its limit */
byte granted;       /* the limit: the highest of what producers have seen; how it is kept is the matter of the lanes' models */
byte ended;

/* ConsumerSignal.Wake, and the parking place's. */
inline wake(p, parked) {
#ifdef BROKEN_WAKE_EXCHANGE
    store(p, PARKED, 0);
    parked = 1;
#else
    exchange(p, PARKED, 0, parked);
#endif
    if
    :: parked != 0 ->
#ifdef MONITOR
#ifdef BROKEN_PULSE_LOCK
        waiting = 0
#else
        enter(p, LOCK);
        waiting = 0;                            /* Monitor.Pulse: nothing, if nobody waits */
        leave(p, LOCK)
#endif
#else
        atomic { DRAINED(p) -> waiting = 0 }    /* the kernel has a full fence before its look at who sleeps */
#endif
    :: else -> skip
    fi;
    parked = 0
}

/* The consumer's sleep: until it is woken, or as long as nobody needs it. */
inline sleep() {
    atomic {
        if
        :: !waiting -> skip
        :: ended == THREADS - 1 && command && looked < head + threshold -> skip
#ifdef EARLY
        :: !early -> early = 1
#endif
        fi;
        waiting = 0
    }
}

/* ConsumerSignal.WakeIfParked. */
inline wake_if_parked(p, parked) {
#ifndef BROKEN_POST_FENCE
    fence(p);
#endif
    load_parked(p, PARKED, parked, 0, THRESHOLDS);
    if
    :: parked != 0 -> wake(p, parked)
    :: else -> skip
    fi
}

/* ConsumerSignal.WakeIfPressed. */
inline wake_if_pressed(p, tail, head, parked) {
    if
    :: tail - head < 1 -> skip                  /* no consumer asks for less */
    :: else ->
#ifndef BROKEN_PRODUCER_FENCE
        fence(p);
#endif
        load_parked(p, PARKED, parked, 0, THRESHOLDS);
        if
        :: parked != 0 && tail - head >= parked -> wake(p, parked)
        :: else -> skip
        fi
    fi
}

/* NextLimit, for one more record at a tail. It answers with a limit, or waits where there is no room. */
inline extend_limit(p, tail, head, parked) {
    load_acquire(p, HEAD, head);
#ifdef BROKEN_FULL_WAKE
    wake_if_pressed(p, tail, head, parked);
#else
    if
    :: head + CAPACITY <= tail -> wake_if_parked(p, parked)
    :: else -> wake_if_pressed(p, tail, head, parked)
    fi;
#endif
    atomic {
        looked = (looked < tail -> tail : looked);
        if
        :: head + CAPACITY <= tail ->
            memory[HEAD] != head || memory[PARKED] != parked    /* looks again and again, in vain until then */
        :: head + CAPACITY > tail ->
            granted = (granted < tail + 1 -> tail + 1 : granted)
        :: head + CAPACITY > tail ->
            granted = (granted < head + CAPACITY -> head + CAPACITY : granted)
        fi;
        head = 0;
        parked = 0
    }
}

#ifdef SHARED
proctype Producer(byte p) {
    byte sent;
    byte tail;
    byte head;
    byte parked;
    bit claimed;
    do
    :: sent < (p == 0 -> EACH : 1) ->
        load_acquire(p, TAIL, tail);
        if
        :: tail < granted ->
            atomic {
                compare_exchange(p, TAIL, tail, tail + 1, claimed);
                if
                :: claimed -> store_release(p, HEADER(tail), 1); sent++
                :: else -> skip
                fi;
                claimed = 0
            }
        :: else -> extend_limit(p, tail, head, parked)
        fi;
        tail = 0
    :: else -> break
    od;
    DRAINED(p);
    ended++
}
#else
proctype Producer(byte p) {
    byte tail;
    byte head;
    byte parked;
    do
    :: tail < EACH ->
        if
        :: tail < granted ->
            tail++;
            store_tail(p, TAIL, tail)
        :: else -> extend_limit(p, tail, head, parked)
        fi
    :: else -> break
    od;
    DRAINED(p);
    ended++
}

proctype Poster(byte p) {
    byte parked;
    store_release(p, COMMAND, 1);
    wake_if_parked(p, parked);
    DRAINED(p);
    ended++
}
#endif

proctype Consumer() {
    byte head;
    byte tail;
    byte threshold;
    byte parked;
    bit published;
    bit command;
    bit gather;
    bit found;
    bit early;
    do
    ::
#ifdef BROKEN_CONSUMER_FENCE
       DRAINED(CONSUMER);                                   /* of an earlier round: keeps the queue short */
#endif
       load_acquire(CONSUMER, COMMAND, command);
       load_acquire(CONSUMER, TAIL, tail);                  /* LaneDrain.Pass */
#ifdef SHARED
       do
       :: head < tail ->
           load_acquire(CONSUMER, HEADER(head), published);
           if
           :: published -> head++; store_release(CONSUMER, HEAD, head)
           :: else -> break
           fi;
           published = 0
       :: else -> break
       od;
#else
       if
       :: head < tail -> head = tail; store_release(CONSUMER, HEAD, head)
       :: else -> skip
       fi;
#endif
       atomic {
           published = 0;
           tail = 0;
#ifdef SHARED
           command = 1;
#endif
           if
           :: head == ALL_EVENTS && command -> break
           :: else -> skip
           fi;
           if
           :: threshold = 1
           :: threshold = THRESHOLDS
           fi;
           if
           :: gather = 0
           :: gather = 1
           fi
       };

       /* PrepareToPark */
#ifdef BROKEN_CONSUMER_FENCE
       store_release(CONSUMER, PARKED, threshold);
#else
       exchange(CONSUMER, PARKED, threshold, parked);
       parked = 0;
#endif
#ifndef BROKEN_RECHECK
#ifndef SHARED
       if
       :: command -> skip                                   /* has run */
       :: else -> load_acquire(CONSUMER, COMMAND, found)
       fi;
#endif
#ifdef BROKEN_RECHECK_QUESTION
       if
       :: !found && gather ->
#else
       if
       :: !found ->
#endif
           load_acquire(CONSUMER, TAIL, tail);              /* IsPressed */
           found = tail - head >= threshold
       :: else -> skip
       fi;
       if
       :: !found && !gather ->
           load_acquire(CONSUMER, TAIL, tail);              /* HasWork */
#ifdef SHARED
           if
           :: tail != head -> load_acquire(CONSUMER, HEADER(head), found)
           :: else -> skip
           fi
#else
           found = tail != head
#endif
       :: else -> skip
       fi;
       tail = 0;
#endif
       if
       :: found ->
           found = 0;
           store_cancel(CONSUMER, PARKED, 0)                /* CancelPark */
       :: else ->
#ifdef BROKEN_CONSUMER_FENCE
           DRAINED(CONSUMER);
#endif
           if
           :: await_plain(CONSUMER, PARKED, parked, 0, 0)   /* Park */
           :: await_plain(CONSUMER, PARKED, parked, threshold, threshold);
#ifdef MONITOR
              enter(CONSUMER, LOCK);
#ifndef BROKEN_PARK_CHECK
              load_acquire(CONSUMER, PARKED, parked);
#endif
              if
              :: parked == threshold ->
                  atomic { DRAINED(CONSUMER) -> waiting = 1; memory[LOCK] = 0 };
                  sleep();
                  enter(CONSUMER, LOCK)
              :: else -> skip
              fi;
              leave(CONSUMER, LOCK)
#else
              atomic {
                  DRAINED(CONSUMER) ->
#ifdef BROKEN_PARK_CHECK
                  waiting = 1
#else
                  waiting = memory[PARKED] == threshold
#endif
              };
              sleep()
#endif
           fi;
           store_cancel(CONSUMER, PARKED, 0)
       fi;
       atomic { parked = 0; threshold = 0; gather = 0; found = 0 }
    od;
    DRAINED(CONSUMER);
    ended++
}

init {
    atomic {
        run Memory(CONSUMER); run Memory(0); run Memory(1);
        run Consumer(); run Producer(0);
#ifdef SHARED
        run Producer(1)
#else
        run Poster(1)
#endif
    };
    ended == THREADS;
    finish()
}
