/*
 * The private lane: Lane.TryPublish, Lane.PublishMany, Lane.TryExtendLimit, Lane.PublishedEnd, LaneDrain.Drain,
 * SlotRing.Release. One producer, one consumer, two slots of two words, EVENTS events.
 *
 * Oracle: event k carries k + 1 in both words, and the consumer reads exactly that, in order: neither torn, nor lost, nor
 * twice. Both threads come to their end: nothing waits for ever.
 */
#ifndef EVENTS
#define EVENTS 5
#endif
#define CAPACITY  2

#define THREADS   2
#define LOCATIONS 6
#ifndef PENDING
#define PENDING   12
#endif
#define REGISTERS 1
#include "memory.pml"

#define PRODUCER 0
#define CONSUMER 1

#define TAIL     0
#define HEAD     1
#define FIRST(s)  (2 + 2 * ((s) % CAPACITY))
#define SECOND(s) (3 + 2 * ((s) % CAPACITY))

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
#define ROOM (CAPACITY + 1)
#else
#define ROOM CAPACITY
#endif

byte ended;

proctype Producer() {
    byte written;       /* slots written; ahead of tail inside PublishMany */
    byte tail;
    byte limit;
    byte head;
    do
    :: tail < EVENTS ->
        if
        :: written < limit -> skip
        :: else ->
            /* Full: TryPublish answers false, and is called again. */
            await_head(PRODUCER, HEAD, head, (tail < ROOM -> 0 : tail + 1 - ROOM), tail);
            if
            :: limit = head + ROOM
            :: limit = tail + 1             /* NextLimit may stop short of it */
            fi
        fi;
        store(PRODUCER, FIRST(written), written + 1);
        store(PRODUCER, SECOND(written), written + 1);
        written++;
        if
        :: written < limit && written < EVENTS -> skip      /* PublishMany: one release for a stretch */
        :: tail = written; store_tail(PRODUCER, TAIL, tail)
        fi
    :: else -> break
    od;
    DRAINED(PRODUCER);
    ended++
}

proctype Consumer() {
    byte head;
    byte tail;
    do
    :: head < EVENTS ->
        await_tail(CONSUMER, TAIL, tail, head + 1, EVENTS);
        do
        :: head < tail ->
            expect(CONSUMER, FIRST(head), head + 1);
            expect(CONSUMER, SECOND(head), head + 1);
            head++;
            store_head(CONSUMER, HEAD, head)
        :: else -> break
        od
    :: else -> break
    od;
    DRAINED(CONSUMER);
    ended++
}

init {
    atomic {
        run Memory(PRODUCER); run Memory(CONSUMER);
        run Producer(); run Consumer()
    };
    ended == THREADS;
    finish()
}
