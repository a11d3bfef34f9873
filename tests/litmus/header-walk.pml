/*
 * Counting what is pending in a lane from another thread: RecordRing.CountPending. A producer and a consumer as in lane.pml, in
 * a ring of two words and one of overhang, and a walker. Records of one word and of two in any mixture, END words in all.
 *   -DBOUND    the lane changes from records with headers to bare payloads of one word, or the other way round, half-way and
 *              once it is empty: Lane.TryLease
 *   -DSHARED   a shared lane: the producer claims, then writes, and stores the header last; the consumer clears what it
 *              gives back
 * How both ends are read from one word is the matter of lane.pml, and left out here.
 *
 * Oracle: a word is taken for a header only where a record begins, and it is that record's; so no length is made up, and the
 * walk stays in the lane. The count is not higher than what was pending when the ends were read, and not lower than what of
 * that is still pending when the walk is over (published, in a shared lane).
 */
#ifndef END
#define END 5
#endif
#define HALF      (END / 2)
#define CAPACITY  2

#define THREADS   3
#define LOCATIONS 6
#ifndef PENDING
#define PENDING   12
#endif
#define REGISTERS 1
#include "memory.pml"

#define PRODUCER 0
#define CONSUMER 1
#define WALKER   2

#define TAIL      0
#define HEAD      1
#define FORMAT    2                     /* BoundHeader; 0: records have headers */
#define WORD(p)   (3 + (p) % CAPACITY)
#define SECOND(p) (WORD(p) + 1)

/* As in lane.pml. A bare payload looks like a header as well, of either length. */
#define HEADER_OF(at, words)    (1 + 2 * (at) + (words) - 1)
#define WORDS_OF(header)        (1 + ((header) + 1) % 2)
#define PAYLOAD_OF(header)      ((header) + 2)
#define BARE_OF(at)             (2 * (at) + 1 + (at) % 2)
#define BARE                    255
#define LAST_WORD               (2 * END + 6)

#ifdef BROKEN_WALK_ACQUIRE
#define load_header load_plain
#else
#define load_header(t, x, variable, from, to) load_acquire(t, x, variable)
#endif

byte contents[END + 3];         /* oracle: the header of the record at a position; BARE: it has none          */
byte ended;

/* How many records begin from..to. */
inline count_records(from, to, result) {
    result = 0;
    k_ = from;
    do
    :: k_ < to ->
        if
        :: contents[k_] != 0 -> result++
        :: else -> skip
        fi;
        k_++
    :: else -> break
    od;
    k_ = 0
}

proctype Producer() {
    byte tail;
    byte limit;
    byte words;
    bit format = memory[FORMAT];
    bit rebound;
    do
    :: tail < END ->
#ifdef BOUND
        if
        :: tail >= HALF && !rebound ->
            await_acquire(PRODUCER, HEAD, limit, tail, tail);
            atomic {
                limit = limit + CAPACITY;
                format = 1 - format;
                rebound = 1;
                store(PRODUCER, FORMAT, format)
            }
        :: else -> skip
        fi;
#endif
        if
        :: words = 1
        :: format == 0 -> words = 2
        fi;
        if
        :: limit - tail >= words -> skip
        :: else ->
            await_acquire(PRODUCER, HEAD, limit, (tail + words < CAPACITY -> 0 : tail + words - CAPACITY), tail);
            limit = limit + CAPACITY
        fi;
        atomic {
#ifdef SHARED
            await_exchange(PRODUCER, TAIL, tail, tail + words);
#endif
            contents[tail] = (format == 0 -> HEADER_OF(tail, words) : BARE);
            if
            :: words == 2 -> store(PRODUCER, SECOND(tail), PAYLOAD_OF(contents[tail]))
            :: else -> skip
            fi;
#ifdef SHARED
            store_release(PRODUCER, WORD(tail), contents[tail]);
#else
            if
            :: format == 0 -> store(PRODUCER, WORD(tail), contents[tail])
            :: else -> store(PRODUCER, WORD(tail), BARE_OF(tail))
            fi;
            store_release(PRODUCER, TAIL, tail + words);
#endif
            tail = tail + words;
            words = 0
        }
    :: else -> break
    od;
    DRAINED(PRODUCER);
    ended++
}

proctype Consumer() {
    byte head;
    byte tail;
    byte words;
    do
    :: head < END ->
        await_acquire(CONSUMER, TAIL, tail, head + 1, END + 1);
        do
        :: head < tail ->
            atomic {
                words = (contents[head] == BARE -> 1 : WORDS_OF(contents[head]));
#ifdef SHARED
                await_acquire_not_own(CONSUMER, WORD(head), words, contents[head], contents[head]);
                words = WORDS_OF(contents[head]);
                store(CONSUMER, WORD(head), 0);
                if
                :: words == 2 -> store(CONSUMER, SECOND(head), 0)
                :: else -> skip
                fi;
#endif
                head = head + words;
                words = 0;
                store_release(CONSUMER, HEAD, head)
            }
        :: else -> break
        od
    :: else -> break
    od;
    DRAINED(CONSUMER);
    ended++
}

proctype Walker() {
    byte head;
    byte end;
    byte position;      /* the second head; then where the walk stands */
    byte header;
    byte now;
    byte count;
    byte some;
    bit format;
    bit unpublished;

    load_acquire(WALKER, HEAD, head);
    load_acquire(WALKER, TAIL, end);
    load_acquire(WALKER, HEAD, position);
    if
    :: position != head || end == head -> skip              /* looks once more; or nothing is pending */
    :: else ->
#ifdef BOUND
        load_plain(WALKER, FORMAT, format, 0, 1);
#endif
        if
        :: format == 1 ->
#ifdef BROKEN_BOUND_CHECK
            now = head;
#else
#ifndef BROKEN_BOUND_BARRIER
            read_barrier(WALKER);
#endif
            load_acquire(WALKER, HEAD, now);
#endif
            count = (end > now -> end - now : 0)
        :: else ->
            do
            :: position < end ->
                load_header(WALKER, WORD(position), header, 0, LAST_WORD);
#ifndef BROKEN_WALK_BARRIER
                read_barrier(WALKER);
#endif
#ifdef BROKEN_WALK_CHECK
                now = head;
#else
                load_acquire(WALKER, HEAD, now);
#endif
                d_step {
                    if
                    :: now > position ->
                        position = now;
                        count = 0
                    :: else ->
#ifdef SHARED
                        unpublished = header == 0;
#endif
                        wrong = wrong || (header != contents[position] && !unpublished);
                        count++;
                        position = position + WORDS_OF(contents[position]);
                    fi;
                    now = 0;
                    header = 0;
                    judge()
                };
                if
                :: unpublished -> count--; break
                :: wrong -> break                           /* would go on by a made-up length */
                :: else -> skip
                fi
            :: else -> break
            od
        fi;
        skip;
        d_step {
            count_records(head, end, some);
            wrong = wrong || count > some;
            now = memory[HEAD];
            count_records(now, end, some);
            wrong = wrong || (count < some && !unpublished);
            now = 0;
            some = 0;
            judge()
        }
    fi;
    DRAINED(WALKER);
    ended++
}

init {
    atomic {
#ifdef BOUND
        if
        :: memory[FORMAT] = 0
        :: memory[FORMAT] = 1
        fi;
#endif
        run Memory(PRODUCER); run Memory(CONSUMER); run Memory(WALKER);
        run Producer(); run Consumer(); run Walker()
    };
    ended == THREADS;
    finish()
}
