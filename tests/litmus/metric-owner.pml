/*
 * A metric that belongs to no recorder is copied without a seqlock: Metric.CopyStateCoherently against Metric.TryAttach and
 * the loop that writes the state afterwards.
 *
 * Oracle: a copy that is accepted, since there is still no owner, holds nothing that the loop wrote.
 */
#define THREADS   2
#define LOCATIONS 3
#define PENDING   8
#define REGISTERS 3
#include "memory.pml"

#define WRITER 0
#define READER 1

#define OWNER  0
#define FIRST  1
#define SECOND 2

byte ended;

/* The attaching thread and the loop in one: the command queue between them only adds order. */
proctype Writer() {
    await_exchange(WRITER, OWNER, 0, 1);
    store(WRITER, FIRST, 1);
    store(WRITER, SECOND, 1);
    DRAINED(WRITER);
    ended++
}

proctype Reader() {
    load(READER, FIRST, 0);
    load(READER, SECOND, 1);
#ifndef BROKEN_READ_BARRIER
    read_barrier(READER);
#endif
#ifndef BROKEN_SECOND_LOOK
    load(READER, OWNER, 2);
#endif
    DRAINED(READER);
    ended++
}

init {
    atomic {
        run Memory(WRITER); run Memory(READER);
        run Writer(); run Reader()
    };
    ended == THREADS;
    assert(registers[2] == 1 || (registers[0] == 0 && registers[1] == 0));
    finish()
}
