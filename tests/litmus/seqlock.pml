/*
 * The seqlock: SeqLock, with RecorderPipeline as the writer and StateReader.TryCopy as the reader. SECTIONS write sections
 * over a state of two words; one reader that makes ATTEMPTS copies.
 *
 * Oracle: under version 2k both words are k. A copy that is accepted holds, in both words, the state of its version.
 */
#ifndef SECTIONS
#define SECTIONS  3
#endif
#ifndef ATTEMPTS
#define ATTEMPTS  2
#endif

#define THREADS   2
#define LOCATIONS 3
#ifndef PENDING
#define PENDING   12
#endif
#define REGISTERS (3 * ATTEMPTS)
#include "memory.pml"

#define WRITER 0
#define READER 1

#define VERSION 0
#define FIRST   1
#define SECOND  2

#ifdef BROKEN_END_RELEASE
#define store_even store
#else
#define store_even store_release
#endif
#ifdef BROKEN_BEGIN_ACQUIRE
#define load_version load_plain
#else
#define load_version(t, x, variable, from, to) load_acquire(t, x, variable)
#endif

byte version[ATTEMPTS];         /* oracle: the version of an attempt */
byte ended;

proctype Writer() {
    byte section;
    do
    :: section < SECTIONS ->
        section++;
        store(WRITER, VERSION, 2 * section - 1);            /* BeginWrite */
#ifndef BROKEN_WRITE_BARRIER
        write_barrier(WRITER);
#endif
        store(WRITER, FIRST, section);
        store(WRITER, SECOND, section);
        store_even(WRITER, VERSION, 2 * section)            /* EndWrite */
    :: else -> break
    od;
    DRAINED(WRITER);
    ended++
}

proctype Reader() {
    byte attempt;
    do
    :: attempt < ATTEMPTS ->
        /* TryBeginRead; where it answers false, the attempt is made again. */
        load_version(READER, VERSION, version[attempt], 0, 2 * SECTIONS);
        if
#ifndef BROKEN_ODD_CHECK
        :: version[attempt] % 2 == 1 -> skip
#endif
        :: else ->
            load(READER, FIRST, 3 * attempt);
            load(READER, SECOND, 3 * attempt + 1);
#ifndef BROKEN_READ_BARRIER
            read_barrier(READER);                           /* TryEndRead */
#endif
            load(READER, VERSION, 3 * attempt + 2);
            attempt++
        fi
    :: else -> break
    od;
    DRAINED(READER);
    ended++
}

#ifdef BROKEN_REREAD
#define ACCEPTED(a) true
#else
#define ACCEPTED(a) (registers[3 * (a) + 2] == version[a])
#endif

init {
    byte attempt;
    atomic {
        run Memory(WRITER); run Memory(READER);
        run Writer(); run Reader()
    };
    ended == THREADS;
    do
    :: attempt < ATTEMPTS ->
        assert(!ACCEPTED(attempt) || (registers[3 * attempt] == version[attempt] / 2
            && registers[3 * attempt + 1] == version[attempt] / 2));
        attempt++
    :: else -> break
    od;
    finish()
}
