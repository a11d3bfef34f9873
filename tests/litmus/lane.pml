/*
 * The private lane: Lane.TryPublish, Lane.PublishMany, RecordRing.NextLimit, Lane.PublishedEnd, RecordRun.Take,
 * RecordRing.Release. One producer, one consumer; a ring of CAPACITY words and one word of overhang; records of one word (a
 * header alone) and of two (a header and a payload), in any mixture, until END words are published. With -DREADER a third
 * thread reads both ends of the lane: RecordRing.ReadEnds, Tail, Published.
 *
 * Positions count words from zero and only grow. A record lies in one piece: one of two words at the last place of the ring
 * runs on into the overhang. The tail is one word, events * 4 + position (C#: 2^32 instead of 4): its two lowest bits are the
 * position's, and who knows the position knows the number of events.
 *
 * Oracle: record by record, the consumer reads the header and the payload that were published at its position. They carry the
 * record's number, so a lost, a repeated, a misplaced and a torn one violate it alike. What the reader accepts is the
 * position and the number of events of one moment. Both threads come to their end: nothing waits for ever.
 */
#ifndef END
#define END 5
#endif
#ifndef CAPACITY
#define CAPACITY  2
#endif

#define THREADS   3
#define LOCATIONS (4 + CAPACITY)
#ifndef PENDING
#define PENDING   12
#endif
#define REGISTERS 1
#include "memory.pml"

#define PRODUCER 0
#define CONSUMER 1
#define READING  2

#define TAIL      0
#define HEAD      1
#define COUNT     2                     /* BROKEN_TWO_STORES only */
#define WORD(p)   (3 + (p) % CAPACITY)
#define SECOND(p) (WORD(p) + 1)         /* of a record at p: never wrapped */

/* A header: the how manyth, and how long; never zero. The payload looks like the header of the next record. */
#define HEADER_OF(number, words)   (1 + 2 * (number) + (words) - 1)
#define WORDS_OF(header)           (1 + ((header) + 1) % 2)
#define PAYLOAD_OF(header)         ((header) + 2)

#define TAIL_OF(events, position)  ((events) * 4 + (position))
#define POSITION_OF(tail, head)    ((head) + (256 + (tail) - (head)) % 4)
#define EVENTS_OF(tail, position)  (((tail) - (position)) / 4)
#define LAST_TAIL                  TAIL_OF(END + 1, END + 1)

#ifdef BROKEN_TAIL_RELEASE
#define store_tail store
#else
#define store_tail store_release
#endif
#ifdef BROKEN_TAIL_ACQUIRE
#define await_tail await_plain
#else
#define await_tail await_acquire
#endif
#ifdef BROKEN_HEAD_RELEASE
#define store_head store
#else
#define store_head store_release
#endif
#ifdef BROKEN_HEAD_ACQUIRE
#define await_head await_plain
#else
#define await_head await_acquire
#endif
#ifdef BROKEN_LIMIT
#define ROOM (CAPACITY + 1)             /* the overhang taken for room */
#else
#define ROOM CAPACITY
#endif
#ifdef BROKEN_LENGTH
#define NEEDED 1                        /* room for the header is taken for room for the record */
#else
#define NEEDED words
#endif
#ifdef BROKEN_ENDS_HEAD_ACQUIRE
#define load_head load_plain
#else
#define load_head(t, x, variable, from, to) load_acquire(t, x, variable)
#endif
#ifdef BROKEN_ENDS_TAIL_ACQUIRE
#define load_tail load_plain
#else
#define load_tail(t, x, variable, from, to) load_acquire(t, x, variable)
#endif

byte contents[END + 2];         /* oracle: the header of the record at a position                             */
byte positions[END + 2];        /* oracle: the position behind so many events                                 */
byte ended;

inline publish() {
#ifdef BROKEN_TWO_STORES
    store(PRODUCER, COUNT, events);
    store_tail(PRODUCER, TAIL, written);
#else
    store_tail(PRODUCER, TAIL, TAIL_OF(events, written));
#endif
    tail = written
}

proctype Producer() {
    byte written;       /* ahead of tail inside PublishMany */
    byte events;
    byte tail;
    byte limit;
    byte head;
    byte words;
    do
    :: tail < END ->
        atomic {
            if
            :: words = 1
            :: words = 2
            fi;
            if
            :: written < END && limit - written >= NEEDED -> skip
            :: else ->
                if
                :: tail < written -> publish()      /* PublishMany: one release for a stretch */
                :: else -> skip
                fi
            fi
        };
        if
        :: written >= END -> skip
        :: else ->
            if
            :: limit - written >= NEEDED -> skip
            :: else ->
                /* Full: TryPublish answers false, and is called again. */
                await_head(PRODUCER, HEAD, head, (written + NEEDED < ROOM -> 0 : written + NEEDED - ROOM), written);
                atomic {
                    if
                    :: limit = head + ROOM
                    :: limit = written + NEEDED     /* a limit may stop short of it */
                    fi;
                    head = 0
                }
            fi;
            atomic {
                contents[written] = HEADER_OF(events, words);
                store(PRODUCER, WORD(written), contents[written]);
                if
                :: words == 2 -> store(PRODUCER, SECOND(written), PAYLOAD_OF(contents[written]))
                :: else -> skip
                fi;
                written = written + words;
                events++;
                positions[events] = written;
                if
                :: written < END && limit - written >= 1 -> skip
                :: publish()
                fi
            }
        fi;
        words = 0
    :: else -> break
    od;
    DRAINED(PRODUCER);
    ended++
}

proctype Consumer() {
    byte head;
    byte tail;          /* the word */
    byte end;
    do
    :: head < END ->
        atomic {
#ifdef BROKEN_TWO_STORES
            await_tail(CONSUMER, TAIL, tail, head + 1, END + 1);
            end = tail;
#else
            await_tail(CONSUMER, TAIL, tail, tail + 1, LAST_TAIL);
            end = POSITION_OF(tail, head);
            /* A guess is one of the words that there are; it may be ahead of memory, not of the oracle. */
            EVENTS_OF(tail, end) <= END + 1 && positions[EVENTS_OF(tail, end)] == end && end > head;
#endif
        };
        do
        :: head < end ->
            GLUE_LOADS {
                expect(CONSUMER, WORD(head), contents[head]);
                if
                :: WORDS_OF(contents[head]) == 2 -> expect(CONSUMER, SECOND(head), PAYLOAD_OF(contents[head]))
                :: else -> skip
                fi;
                head = head + WORDS_OF(contents[head])
            };
            if
            :: head < end -> skip                   /* a run goes on */
            :: store_head(CONSUMER, HEAD, head)
            fi
        :: else -> break
        od;
        end = 0
    :: else -> break
    od;
    DRAINED(CONSUMER);
    ended++
}

#ifdef READER
proctype Reader() {
    byte head;
    byte tail;
    byte count;
    byte again;
    load_head(READING, HEAD, head, 0, END + 1);
#ifdef BROKEN_TWO_STORES
    load_acquire(READING, COUNT, count);
#endif
    load_tail(READING, TAIL, tail, memory[TAIL], LAST_TAIL);
#ifdef BROKEN_SECOND_LOOK
    again = head;
#else
    load_acquire(READING, HEAD, again);
#endif
    d_step {
        if
        :: again != head -> skip                    /* looks once more */
        :: else ->
#ifdef BROKEN_TWO_STORES
            wrong = wrong || count > END + 1 || positions[count] != tail;
#else
            again = POSITION_OF(tail, head);
            count = EVENTS_OF(tail, again);
            wrong = wrong || tail < again || count > END + 1 || positions[count] != again;
#endif
            judge()
        fi
    };
    DRAINED(READING);
    ended++
}
#endif

init {
    atomic {
        run Memory(PRODUCER); run Memory(CONSUMER);
        run Producer(); run Consumer();
#ifdef READER
        run Memory(READING); run Reader()
#else
        ended++
#endif
    };
    ended == THREADS;
    finish()
}
