/*
 * A private lane goes from one producer thread to the next: Lane.TryLease, Lane.EndLease, and Lane.IsDead with
 * -DDEAD_HOLDER, where the first holder's thread ends instead of giving the lane back. Two producers, of which either may
 * be the first, with TURN events each; one consumer; a ring of two words and one of overhang. Records have two words, a header
 * and a payload. With -DBOUND the producer 1 is a writer: its lane is bound, and its records are payloads of one word.
 *
 * The producer-side words Tail, Limit and BoundHeader are plain memory for a holder. A new one reads them after it has won the
 * lease. A holder that needs another format changes it if the lane is empty, and else gives the lease back and tries again
 * (in C#: looks at the next lane).
 *
 * Oracle: the consumer finds, at each position, the words of the record that was published there, in the format of its holder.
 * Every holder publishes TURN events from where the one before it stopped; all events are consumed, in order, and every
 * thread comes to its end.
 */
#ifndef TURN
#define TURN      2
#endif
#ifdef BOUND
#define END       (3 * TURN)
#else
#define END       (4 * TURN)
#endif
#define CAPACITY  2

#define THREADS   3
#define LOCATIONS 10
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
#define FORMAT    6             /* BoundHeader; 0: records have headers */
#define WORD(p)   (7 + (p) % CAPACITY)
#define SECOND(p) (WORD(p) + 1)

/* The formats' records, and the first word of one at a position. A header is odd; a bare payload looks like some header. */
#ifdef BOUND
#define FORMAT_OF(p)     (p)
#else
#define FORMAT_OF(p)     0
#endif
#define WORDS_OF(format) (2 - (format))
#define FIRST_OF(at)     (2 * (at) + 1)
#define SECOND_OF(at)    (2 * (at) + 2)

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
#ifdef BROKEN_TAIL_RELEASE
#define store_tail store
#else
#define store_tail store_release
#endif
#ifdef BROKEN_EMPTY_ACQUIRE
#define load_ends load_plain
#else
#define load_ends(t, x, variable, from, to) load_acquire(t, x, variable)
#endif
#ifdef BROKEN_HEAD_RELEASE
#define store_head store
#else
#define store_head store_release
#endif

byte formats[END + 1];          /* oracle: 1 + the format of the record at a position; 0: none yet */
byte ended;

/* TryLease. Its look at the holder before the compare-and-swap is left out for a free lane: it orders nothing that the swap
 * does not. */
inline lease(p) {
#if defined(BROKEN_LEASE_CAS)
    await_acquire(p, HOLDER, head, 0, 0);
    store_release(p, HOLDER, 1 + p);
#elif defined(DEAD_HOLDER)
    if
    :: win_lease(p, HOLDER, 0, 1 + p)
    :: await_acquire(p, HOLDER, head, 2 - p, 2 - p);
       await_plain(p, ENDED(1 - p), head, 1, 1);        /* IsAlive, of which no order is assumed */
       win_lease(p, HOLDER, 2 - p, 1 + p)
    fi;
#else
    win_lease(p, HOLDER, 0, 1 + p);
#endif
    head = 0
}

proctype Producer(byte p) {
    byte last;
    byte tail;
    byte limit;
    byte head;
    byte format;

#ifdef BOUND
    do
    :: lease(p);
       load_plain(p, FORMAT, format, 0, 1);
       if
       :: format == FORMAT_OF(p) -> break
       :: else ->
#ifdef BROKEN_REBIND
           store(p, FORMAT, FORMAT_OF(p));
           break
#else
           /* Nobody but the holder moves the tail. The reader's second look at the head is for others. */
           load_ends(p, HEAD, head, 0, END);
           load_ends(p, TAIL, tail, 0, END);
           if
           :: head == tail -> store(p, FORMAT, FORMAT_OF(p)); break
           :: else -> give_back(p)
           fi;
           memory[HEAD] != head || (memory[HOLDER] != 0 && memory[HOLDER] != 1 + p) || memory[TAIL] != tail;    /* until something has changed */
           head = 0;
           tail = 0
#endif
       fi
    od;
    head = 0;
    tail = 0;
    format = 0;
#else
    lease(p);
#endif

    await_plain(p, TAIL, tail, 0, END - TURN * WORDS_OF(FORMAT_OF(p)));
    await_plain(p, LIMIT, limit, 0, END + 1);
    last = tail + TURN * WORDS_OF(FORMAT_OF(p));
    do
    :: tail < last ->
        if
        :: tail + WORDS_OF(FORMAT_OF(p)) <= limit -> skip
        :: else ->
            await_acquire(p, HEAD, head, (tail + WORDS_OF(FORMAT_OF(p)) < CAPACITY -> 0 : tail + WORDS_OF(FORMAT_OF(p)) - CAPACITY), tail);
            limit = head + CAPACITY;
            head = 0;
            store(p, LIMIT, limit)
        fi;
        atomic {
            formats[tail] = 1 + FORMAT_OF(p);
            store(p, WORD(tail), FIRST_OF(tail));
            if
            :: WORDS_OF(FORMAT_OF(p)) == 2 -> store(p, SECOND(tail), SECOND_OF(tail))
            :: else -> skip
            fi;
            tail = tail + WORDS_OF(FORMAT_OF(p));
            store_tail(p, TAIL, tail)
        }
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
    byte format;
    do
    :: head < END ->
#ifdef BROKEN_BOUND_ORDER
        load_acquire(CONSUMER, FORMAT, format);
#endif
        await_acquire(CONSUMER, TAIL, tail, head + 1, END);
        do
        :: head < tail ->
            GLUE_LOADS {
                /* It goes on by the format that there was; an execution in which it reads another one is wrong. */
#if defined(BROKEN_BOUND_ORDER)
                d_step { wrong = wrong || format != formats[head] - 1; judge() };
#elif defined(BOUND)
                expect(CONSUMER, FORMAT, formats[head] - 1);
#endif
                expect(CONSUMER, WORD(head), FIRST_OF(head));
                if
                :: WORDS_OF(formats[head] - 1) == 2 -> expect(CONSUMER, SECOND(head), SECOND_OF(head))
                :: else -> skip
                fi;
                head = head + WORDS_OF(formats[head] - 1);
                store_head(CONSUMER, HEAD, head)
            }
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
