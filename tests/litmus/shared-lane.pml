/*
 * The shared lane: SharedLane.TryPublish, SharedLane.TryExtendLimit, SharedLane's side of the drain. Two producers (three
 * with -DTHREE) and one consumer; a ring of CAPACITY words and one word of overhang; records of one word (a header alone)
 * and of two (a header and a payload), in any mixture, until END words are claimed.
 *
 * -DLONG_ONLY: records of two words only. Positions count words. A record lies in one piece: one of two words at the last place of the ring runs on into the
 * overhang. Memory starts as zero; the consumer clears a record before it gives it back, so that whatever word the header
 * of a later lap falls on is zero until that header is stored.
 *
 * The comparison of the limit with the tail is that of C#: unsigned, so a limit behind the tail would pass for a far one.
 *
 * Oracle: record by record, the consumer reads the header and the payload that the producer which claimed the position put
 * there. Every position is claimed once and consumed; a producer's records keep their order. Every thread comes to its end.
 */
#ifdef THREE
#define PRODUCERS 3
#else
#define PRODUCERS 2
#endif
#ifndef END
#define END       5
#endif
#ifndef CAPACITY
#define CAPACITY  2
#endif

#define THREADS   (PRODUCERS + 1)
#define LOCATIONS (4 + CAPACITY)
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
#define WORD(p)   (3 + (p) % CAPACITY)
#define SECOND(p) (WORD(p) + 1)         /* of a record at p: never wrapped */

/* A header: who, the how manyth, and how long; never zero. The payload of a record looks like a header of two words. */
#define HEADER_OF(p, sent, words)  (1 + 2 * ((END + 1) * (p) + (sent)) + (words) - 1)
#define WORDS_OF(header)           (1 + ((header) + 1) % 2)
#define WRITER_OF(header)          (((header) - 1) / 2 / (END + 1))
#define PAYLOAD_OF(header)         (header)
#define LAST_HEADER                HEADER_OF(PRODUCERS - 1, END, 2)

#ifdef BROKEN_HEADER_RELEASE
#define store_header store
#else
#define store_header store_release
#endif
#ifdef BROKEN_HEADER_ACQUIRE
#define await_header await_plain
#else
#define await_header await_acquire_not_own
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
#if defined(BROKEN_LIMIT)
#define ROOM (CAPACITY + 1)             /* the overhang taken for room */
#else
#define ROOM CAPACITY
#endif
#ifdef BROKEN_LENGTH
#define NEEDED 1                        /* room for the header is taken for room for the record */
#else
#define NEEDED words
#endif

/* (uint)limit - (uint)tail, in a byte. */
#ifdef SIGNED_LIMIT
#define LEFT(limit, tail) (limit > tail -> limit - tail : 0)
#else
#define LEFT(limit, tail) ((256 + (limit) - (tail)) % 256)
#endif

#if defined(BROKEN_CLAIM_CAS)
/* Two steps: a look, a store. */
inline claim(p, tail, next, claimed) {
    load_acquire(p, TAIL, head);
    claimed = head == tail;
    head = 0;
    if
    :: claimed -> store_release(p, TAIL, next)
    :: else -> skip
    fi
}
#elif defined(BROKEN_CLAIM_FENCE)
inline claim(p, tail, next, claimed) {
    if
    :: await_exchange_relaxed(p, TAIL, tail, next); claimed = 1
    :: memory[TAIL] != tail -> claimed = 0
    fi
}
#else
inline claim(p, tail, next, claimed) {
    compare_exchange(p, TAIL, tail, next, claimed)
}
#endif

#if defined(BROKEN_LIMIT_CAS)
inline raise_limit(p, old, new) {
    store_release(p, LIMIT, new)        /* a limit of long ago may come last */
}
#elif defined(BROKEN_LIMIT_FENCE)
inline raise_limit(p, old, new) {
    if
    :: await_exchange_relaxed(p, LIMIT, old, new)
    :: memory[LIMIT] != old -> new = old
    fi
}
#else
inline raise_limit(p, old, new) {
    compare_exchange(p, LIMIT, old, new, claimed);
    new = (claimed -> new : old);       /* another one was faster: look again */
    claimed = 0
}
#endif

byte contents[END + 1];         /* oracle: the header of the record at a position; 0: none claimed yet */
byte ended;

proctype Producer(byte p) {
    byte sent;
    byte words;
    byte tail;
    byte limit;
    byte next;
    byte head;
    bit claimed;
    do
    :: atomic {
            load_tail(p, TAIL, tail, memory[TAIL], END + 1);  /* a guess below memory never comes true */
            if
            :: tail >= END -> break
            :: else -> skip
            fi;
            if
#ifndef LONG_ONLY
            :: words = 1
#endif
            :: words = 2
            fi
        };
        load_limit(p, LIMIT, limit, 0, END + 1 + ROOM);
        if
        :: LEFT(limit, tail) >= NEEDED -> skip
        :: else ->
            atomic {
                load_head(p, HEAD, head, memory[HEAD], END + 1);
                if
                :: head + ROOM >= tail + NEEDED ->
                    if
                    :: next = head + ROOM
                    :: head + ROOM > tail + NEEDED -> next = tail + NEEDED  /* a limit may stop short of it */
                    fi;
                    raise_limit(p, limit, next);
                    limit = next
                :: else ->
                    limit = tail;       /* full: passes the fence before the look at the sleeping consumer */
                    fence(p)
                fi;
                next = 0;
                head = 0
            }
        fi;
        atomic {
            if
            :: LEFT(limit, tail) < NEEDED -> skip           /* full: TryPublish answers false, and is called again */
            :: else ->
                claim(p, tail, tail + words, claimed);
                if
                :: claimed ->
                    contents[tail] = HEADER_OF(p, sent, words);
                    if
                    :: words == 2 -> store(p, SECOND(tail), PAYLOAD_OF(contents[tail]))
                    :: else -> skip
                    fi;
                    store_header(p, WORD(tail), contents[tail]);
                    sent++
                :: else -> skip
                fi;
                claimed = 0
            fi;
            tail = 0;
            limit = 0;
            words = 0
        }
    od;
    DRAINED(p);
    ended++
}

inline clear(p, header) {
#ifndef BROKEN_CLEAR_HEADER
    store(CONSUMER, WORD(p), 0);
#endif
#ifndef BROKEN_CLEAR
    if
    :: WORDS_OF(header) == 2 -> store(CONSUMER, SECOND(p), 0)
    :: else -> skip
    fi
#endif
}

proctype Consumer() {
    byte head;
    byte header;
    byte last[PRODUCERS];
    do
    :: head < END ->
        GLUE_LOADS {
            atomic {
#ifdef BROKEN_HEADER_ACQUIRE
                contents[head] != 0;                        /* the consumer runs ahead of the header, not of the oracle */
                await_header(CONSUMER, WORD(head), header, contents[head], contents[head]);
#else
                await_header(CONSUMER, WORD(head), header, 1, 255);
#endif
                d_step {
                    if
                    :: contents[head] != header -> wrong = 1; header = 1    /* not the header of a record that begins here */
                    :: else ->
                        wrong = wrong || header <= last[WRITER_OF(header)];
                        last[WRITER_OF(header)] = header
                    fi;
                    judge()
                }
            };
            if
            :: WORDS_OF(header) == 2 -> expect(CONSUMER, SECOND(head), PAYLOAD_OF(header))
            :: else -> skip
            fi;
#ifndef BROKEN_CLEAR_ORDER
            clear(head, header);
#endif
            store_head(CONSUMER, HEAD, head + WORDS_OF(header));
#ifdef BROKEN_CLEAR_ORDER
            clear(head, header);
#endif
            head = head + WORDS_OF(header);
            header = 0
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
