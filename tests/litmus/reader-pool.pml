/*
 * ReaderPool: Rent and Return. Readers take a thing, use it, and give it back; a pool of PLACES places, the first of which
 * holds a thing at the beginning. READERS threads, each ROUNDS times. With -DNESTED every reader takes a second thing while it
 * has the first.
 *
 * Oracle: no two readers have the same thing; who takes one finds in it what its last user left there; at the end every thing
 * is in exactly one place, or was left to the collector by a reader that had found every place taken.
 */
#ifndef READERS
#define READERS 3
#endif
#ifndef ROUNDS
#define ROUNDS 1
#endif
#define PLACES 2
#ifdef NESTED
#define DEPTH 2
#else
#define DEPTH 1
#endif
#define THINGS (1 + READERS * ROUNDS * DEPTH)

#define THREADS   READERS
#define LOCATIONS (PLACES + THINGS)
#ifndef PENDING
#define PENDING   8
#endif
#define REGISTERS 1
#include "memory.pml"

#define PLACE(i)       (i)
#define CONTENTS(id)   (PLACES + (id) - 1)      /* things are numbered from 1 */

#ifdef BROKEN_LOOK_ACQUIRE
#define load_place load_plain
#else
#define load_place(t, x, variable, from, to) load_acquire(t, x, variable)
#endif

byte made = 1;                  /* oracle: things made                                  */
byte left;                      /* oracle: things left to the collector                 */
bit  used[THINGS + 1];          /* oracle: somebody has it                              */
byte last[THINGS + 1];          /* oracle: what its last user left in it                */
byte ended;

inline take(p, i, id) {
#if defined(BROKEN_TAKE_EXCHANGE)
    load_acquire(p, PLACE(i), id);
    store_release(p, PLACE(i), 0)
#elif defined(BROKEN_TAKE_FENCE) && defined(AARCH64)
    atomic {
        id = 0;
        do
        :: id < made -> id++
        :: break
        od;
        skip;
        !used[id];
        await_exchange_relaxed(p, PLACE(i), id, 0)
    }
#ifndef NO_DEPENDENCIES
    read_barrier(p)             /* what follows goes through the reference: address dependency */
#endif
#else
    exchange(p, PLACE(i), 0, id)
#endif
}

inline rent(p, id) {
    i = 0;
    do
    :: i < PLACES ->
        load_place(p, PLACE(i), id, 0, made);
        if
        :: id != 0 -> take(p, i, id)
        :: else -> skip
        fi;
        if
        :: id != 0 -> break
        :: else -> i++
        fi
    :: else ->
        d_step { made++; id = made; i = (made - 1) % PLACES };
        break
    od;
    skip;
    d_step {
        wrong = wrong || used[id];
        used[id] = 1;
        judge()
    };
    expect(p, CONTENTS(id), last[id]);
    leases = leases * PLACES + i;         /* the lease keeps it */
    i = 0
}

inline put(p, i, id, done) {
#if defined(BROKEN_RETURN_CAS)
    store_release(p, PLACE(i), id);
    done = 1
#elif defined(BROKEN_RETURN_FENCE)
    if
    :: await_exchange_relaxed(p, PLACE(i), 0, id); done = 1
    :: memory[PLACE(i)] != 0 -> done = 0
    fi
#else
    compare_exchange(p, PLACE(i), 0, id, done)
#endif
}

inline give_back(p, id) {
    atomic {
        i = leases % PLACES;
        leases = leases / PLACES;
        last[id]++;
        used[id] = 0;
        store(p, CONTENTS(id), last[id])
    };
    do
    :: tried < PLACES ->
        load_place(p, PLACE(i), found, 0, made);
        if
        :: found == 0 -> put(p, i, id, done)
        :: else -> skip
        fi;
        if
        :: done -> break
        :: else -> tried++; i = (i + 1) % PLACES
        fi
    :: else -> left++; break
    od;
    skip;
    d_step { i = 0; tried = 0; found = 0; done = 0; id = 0 }
}

proctype Reader(byte p) {
    byte round;
    byte id;
    byte inner;
    byte i;
    byte leases;
    byte found;
    byte tried;
    bit done;
    do
    :: round < ROUNDS ->
        rent(p, id);
#ifdef NESTED
        rent(p, inner);
        give_back(p, inner);
#endif
        give_back(p, id);
        round++
    :: else -> break
    od;
    DRAINED(p);
    ended++
}

init {
    byte p;
    atomic {
        memory[PLACE(0)] = 1;
        do
        :: p < READERS -> run Memory(p); run Reader(p); p++
        :: else -> break
        od;
        p = 0
    };
    ended == THREADS;
    d_step {
        do
        :: p < PLACES ->
            if
            :: memory[PLACE(p)] != 0 -> left++
            :: else -> skip
            fi;
            p++
        :: else -> break
        od;
        wrong = wrong || left != made || (memory[PLACE(0)] != 0 && memory[PLACE(0)] == memory[PLACE(1)]);
        judge()
    };
    finish()
}
