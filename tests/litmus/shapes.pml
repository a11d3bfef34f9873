/*
 * Classic shapes with verdicts known from the literature: they check memory.pml itself. A shape is the program of four
 * threads and an outcome that only a weak memory shows, if any. "holds": spin finds that it never comes about;
 * "assertion": spin finds it.
 *
 *   SB    store buffering: both store, then load what the other stores
 *   MP    message passing: data, then a flag; the flag, then the data
 *   LB    load buffering: both load, then store what the other loads
 *   CO..  coherence: one location has one order of its values for everybody
 *   IRIW  independent reads of independent writes: two readers disagree about the order of two writers
 *   WRC   write to read causality: a third thread hears of the first one's store from the second
 *   W22   two threads store to two locations in opposite order
 *   S, R  one store against two stores, one load
 *
 * One verifier for all shapes: which one, says its environment (SHAPE, the number in the table).
 */
#define THREADS   4
#define LOCATIONS 3
#define PENDING   4
#define REGISTERS 4
#include "memory.pml"

#define X 0
#define Y 1
#define Z 2
#define r0 registers[0]
#define r1 registers[1]
#define r2 registers[2]
#define r3 registers[3]

byte shape;
byte was[THREADS];  /* what an acquire load or an exchange got */
byte ended;

/* number, name, the four threads, the outcome */
#define SHAPES(_) \
    _(1, SB,                                                                                                          \
        store(0, X, 1); load(0, Y, 0),                                                                                \
        store(1, Y, 1); load(1, X, 1),                                                                                \
        skip, skip,                                                                                                   \
        r0 == 0 && r1 == 0)                                                                                           \
    _(2, SB_FENCES,                                                                                                   \
        store(0, X, 1); fence(0); load(0, Y, 0),                                                                      \
        store(1, Y, 1); fence(1); load(1, X, 1),                                                                      \
        skip, skip,                                                                                                   \
        r0 == 0 && r1 == 0)                                                                                           \
    _(3, SB_ONE_FENCE,                                                                                                \
        store(0, X, 1); fence(0); load(0, Y, 0),                                                                      \
        store(1, Y, 1); load(1, X, 1),                                                                                \
        skip, skip,                                                                                                   \
        r0 == 0 && r1 == 0)                                                                                           \
    _(4, SB_RELEASE_ACQUIRE,                                                                                          \
        store_release(0, X, 1); load_acquire(0, Y, was[0]),                                                           \
        store_release(1, Y, 1); load_acquire(1, X, was[1]),                                                           \
        skip, skip,                                                                                                   \
        was[0] == 0 && was[1] == 0)                                                                                   \
    _(5, SB_EXCHANGE,                                                                                                 \
        exchange(0, X, 1, was[0]); load(0, Y, 0),                                                                     \
        exchange(1, Y, 1, was[1]); load(1, X, 1),                                                                     \
        skip, skip,                                                                                                   \
        r0 == 0 && r1 == 0)                                                                                           \
    _(6, SB_HALF_FENCES,                                                                                              \
        store(0, X, 1); read_barrier(0); write_barrier(0); load(0, Y, 0),                                             \
        store(1, Y, 1); read_barrier(1); write_barrier(1); load(1, X, 1),                                             \
        skip, skip,                                                                                                   \
        r0 == 0 && r1 == 0)                                                                                           \
    _(7, SB_FORWARDING,                                                                                               \
        store(0, X, 1); load(0, X, 0); load(0, Y, 1),                                                                 \
        store(1, Y, 1); load(1, Y, 2); load(1, X, 3),                                                                 \
        skip, skip,                                                                                                   \
        r0 == 1 && r1 == 0 && r2 == 1 && r3 == 0)                                                                     \
    _(8, SB_FORWARDING_ACQUIRE,                                                                                       \
        store(0, X, 1); load_acquire(0, X, was[0]); load(0, Y, 1),                                                    \
        store(1, Y, 1); load_acquire(1, Y, was[1]); load(1, X, 3),                                                    \
        skip, skip,                                                                                                   \
        was[0] == 1 && r1 == 0 && was[1] == 1 && r3 == 0)                                                             \
    _(9, MP,                                                                                                          \
        store(0, X, 1); store(0, Y, 1),                                                                               \
        load(1, Y, 0); load(1, X, 1),                                                                                 \
        skip, skip,                                                                                                   \
        r0 == 1 && r1 == 0)                                                                                           \
    _(10, MP_RELEASE_ACQUIRE,                                                                                         \
        store(0, X, 1); store_release(0, Y, 1),                                                                       \
        load_acquire(1, Y, was[1]); load(1, X, 1),                                                                    \
        skip, skip,                                                                                                   \
        was[1] == 1 && r1 == 0)                                                                                       \
    _(11, MP_RELEASE,                                                                                                 \
        store(0, X, 1); store_release(0, Y, 1),                                                                       \
        load(1, Y, 0); load(1, X, 1),                                                                                 \
        skip, skip,                                                                                                   \
        r0 == 1 && r1 == 0)                                                                                           \
    _(12, MP_ACQUIRE,                                                                                                 \
        store(0, X, 1); store(0, Y, 1),                                                                               \
        load_acquire(1, Y, was[1]); load(1, X, 1),                                                                    \
        skip, skip,                                                                                                   \
        was[1] == 1 && r1 == 0)                                                                                       \
    _(13, MP_BARRIERS,                                                                                                \
        store(0, X, 1); write_barrier(0); store(0, Y, 1),                                                             \
        load(1, Y, 0); read_barrier(1); load(1, X, 1),                                                                \
        skip, skip,                                                                                                   \
        r0 == 1 && r1 == 0)                                                                                           \
    _(14, MP_WRITE_BARRIER,                                                                                           \
        store(0, X, 1); write_barrier(0); store(0, Y, 1),                                                             \
        load(1, Y, 0); load(1, X, 1),                                                                                 \
        skip, skip,                                                                                                   \
        r0 == 1 && r1 == 0)                                                                                           \
    _(15, MP_READ_BARRIER,                                                                                            \
        store(0, X, 1); store(0, Y, 1),                                                                               \
        load(1, Y, 0); read_barrier(1); load(1, X, 1),                                                                \
        skip, skip,                                                                                                   \
        r0 == 1 && r1 == 0)                                                                                           \
    _(16, MP_BRANCH,                                                                                                  \
        store(0, X, 1); store_release(0, Y, 1),                                                                       \
        await_plain(1, Y, was[1], 1, 1); load(1, X, 1),                                                               \
        skip, skip,                                                                                                   \
        was[1] == 1 && r1 == 0)                                                                                       \
    _(17, MP_AFTER_RELEASE,                                                                                           \
        store_release(0, X, 1); store(0, Y, 1),                                                                       \
        load_acquire(1, Y, was[1]); load(1, X, 1),                                                                    \
        skip, skip,                                                                                                   \
        was[1] == 1 && r1 == 0)                                                                                       \
    _(18, MP_BEFORE_ACQUIRE,                                                                                          \
        store(0, X, 1); store_release(0, Y, 1),                                                                       \
        load(1, Y, 0); load_acquire(1, X, was[1]),                                                                    \
        skip, skip,                                                                                                   \
        r0 == 1 && was[1] == 0)                                                                                       \
    _(19, LB,                                                                                                         \
        load(0, X, 0); store(0, Y, 1),                                                                                \
        load(1, Y, 1); store(1, X, 1),                                                                                \
        skip, skip,                                                                                                   \
        r0 == 1 && r1 == 1)                                                                                           \
    _(20, LB_RELEASE,                                                                                                 \
        load(0, X, 0); store_release(0, Y, 1),                                                                        \
        load(1, Y, 1); store_release(1, X, 1),                                                                        \
        skip, skip,                                                                                                   \
        r0 == 1 && r1 == 1)                                                                                           \
    _(21, LB_ACQUIRE,                                                                                                 \
        load_acquire(0, X, was[0]); store(0, Y, 1),                                                                   \
        load_acquire(1, Y, was[1]); store(1, X, 1),                                                                   \
        skip, skip,                                                                                                   \
        was[0] == 1 && was[1] == 1)                                                                                   \
    _(22, LB_ONE_RELEASE,                                                                                             \
        load(0, X, 0); store_release(0, Y, 1),                                                                        \
        load(1, Y, 1); store(1, X, 1),                                                                                \
        skip, skip,                                                                                                   \
        r0 == 1 && r1 == 1)                                                                                           \
    _(23, LB_BRANCH,                                                                                                  \
        await_plain(0, X, was[0], 1, 1); store(0, Y, 1),                                                              \
        await_plain(1, Y, was[1], 1, 1); store(1, X, 1),                                                              \
        skip, skip,                                                                                                   \
        was[0] == 1 && was[1] == 1)                                                                                   \
    _(24, LB_WRITE_BARRIER,                                                                                           \
        load(0, X, 0); write_barrier(0); store(0, Y, 1),                                                              \
        load(1, Y, 1); write_barrier(1); store(1, X, 1),                                                              \
        skip, skip,                                                                                                   \
        r0 == 1 && r1 == 1)                                                                                           \
    _(25, LB_READ_BARRIER,                                                                                            \
        load(0, X, 0); read_barrier(0); store(0, Y, 1),                                                               \
        load(1, Y, 1); read_barrier(1); store(1, X, 1),                                                               \
        skip, skip,                                                                                                   \
        r0 == 1 && r1 == 1)                                                                                           \
    _(26, CORR,                                                                                                       \
        store(0, X, 1); store(0, X, 2),                                                                               \
        load(1, X, 0); load(1, X, 1),                                                                                 \
        skip, skip,                                                                                                   \
        r0 > r1)                                                                                                      \
    _(27, COWR,                                                                                                       \
        store(0, X, 1); load(0, X, 0),                                                                                \
        store(1, X, 2),                                                                                               \
        skip, skip,                                                                                                   \
        r0 == 0 || (r0 == 2 && memory[X] == 1))                                                                       \
    _(28, CORW,                                                                                                       \
        load(0, X, 0); store(0, X, 1),                                                                                \
        store(1, X, 2),                                                                                               \
        skip, skip,                                                                                                   \
        r0 == 1 || (r0 == 2 && memory[X] == 2))                                                                       \
    _(29, IRIW,                                                                                                       \
        store(0, X, 1),                                                                                               \
        store(1, Y, 1),                                                                                               \
        load(2, X, 0); load(2, Y, 1),                                                                                 \
        load(3, Y, 2); load(3, X, 3),                                                                                 \
        r0 == 1 && r1 == 0 && r2 == 1 && r3 == 0)                                                                     \
    _(30, IRIW_ACQUIRE,                                                                                               \
        store(0, X, 1),                                                                                               \
        store(1, Y, 1),                                                                                               \
        load_acquire(2, X, was[2]); load(2, Y, 1),                                                                    \
        load_acquire(3, Y, was[3]); load(3, X, 3),                                                                    \
        was[2] == 1 && r1 == 0 && was[3] == 1 && r3 == 0)                                                             \
    _(31, IRIW_READ_BARRIER,                                                                                          \
        store(0, X, 1),                                                                                               \
        store(1, Y, 1),                                                                                               \
        load(2, X, 0); read_barrier(2); load(2, Y, 1),                                                                \
        load(3, Y, 2); read_barrier(3); load(3, X, 3),                                                                \
        r0 == 1 && r1 == 0 && r2 == 1 && r3 == 0)                                                                     \
    _(32, WRC,                                                                                                        \
        store(0, X, 1),                                                                                               \
        load(1, X, 0); store(1, Y, 1),                                                                                \
        load(2, Y, 1); load(2, X, 2),                                                                                 \
        skip,                                                                                                         \
        r0 == 1 && r1 == 1 && r2 == 0)                                                                                \
    _(33, WRC_RELEASE_ACQUIRE,                                                                                        \
        store(0, X, 1),                                                                                               \
        load_acquire(1, X, was[1]); store_release(1, Y, 1),                                                           \
        load_acquire(2, Y, was[2]); load(2, X, 2),                                                                    \
        skip,                                                                                                         \
        was[1] == 1 && was[2] == 1 && r2 == 0)                                                                        \
    _(34, WRC_ACQUIRE,                                                                                                \
        store(0, X, 1),                                                                                               \
        load_acquire(1, X, was[1]); store(1, Y, 1),                                                                   \
        load_acquire(2, Y, was[2]); load(2, X, 2),                                                                    \
        skip,                                                                                                         \
        was[1] == 1 && was[2] == 1 && r2 == 0)                                                                        \
    _(35, W22,                                                                                                        \
        store(0, X, 1); store(0, Y, 2),                                                                               \
        store(1, Y, 1); store(1, X, 2),                                                                               \
        skip, skip,                                                                                                   \
        memory[X] == 1 && memory[Y] == 1)                                                                             \
    _(36, W22_RELEASE,                                                                                                \
        store(0, X, 1); store_release(0, Y, 2),                                                                       \
        store(1, Y, 1); store_release(1, X, 2),                                                                       \
        skip, skip,                                                                                                   \
        memory[X] == 1 && memory[Y] == 1)                                                                             \
    _(37, W22_WRITE_BARRIER,                                                                                          \
        store(0, X, 1); write_barrier(0); store(0, Y, 2),                                                             \
        store(1, Y, 1); write_barrier(1); store(1, X, 2),                                                             \
        skip, skip,                                                                                                   \
        memory[X] == 1 && memory[Y] == 1)                                                                             \
    _(38, S,                                                                                                          \
        store(0, X, 2); store(0, Y, 1),                                                                               \
        load(1, Y, 0); store(1, X, 1),                                                                                \
        skip, skip,                                                                                                   \
        r0 == 1 && memory[X] == 2)                                                                                    \
    _(39, S_RELEASE_BRANCH,                                                                                           \
        store(0, X, 2); store_release(0, Y, 1),                                                                       \
        await_plain(1, Y, was[1], 1, 1); store(1, X, 1),                                                              \
        skip, skip,                                                                                                   \
        memory[X] == 2)                                                                                               \
    _(40, R_RELEASE,                                                                                                  \
        store(0, X, 1); store_release(0, Y, 1),                                                                       \
        store(1, Y, 2); load(1, X, 0),                                                                                \
        skip, skip,                                                                                                   \
        memory[Y] == 2 && r0 == 0)                                                                                    \
    _(41, SWAP_ATOMIC,                                                                                                \
        await_exchange_relaxed(0, X, 0, 1),                                                                           \
        await_exchange_relaxed(1, X, 0, 2),                                                                           \
        skip, skip,                                                                                                   \
        1)                                                                                                            \
    _(42, MP_SWAP,                                                                                                    \
        store(0, X, 1); store_release(0, Y, 1),                                                                       \
        await_exchange_relaxed(1, Y, 1, 2); load(1, X, 1),                                                            \
        skip, skip,                                                                                                   \
        r1 == 0)                                                                                                      \
    _(43, MP_COMPARE_EXCHANGE,                                                                                        \
        store(0, X, 1); store_release(0, Y, 1),                                                                       \
        await_exchange(1, Y, 1, 2); load(1, X, 1),                                                                    \
        skip, skip,                                                                                                   \
        r1 == 0)                                                                                                      \
    _(44, LOCK,                                                                                                       \
        enter(0, Z); store(0, X, 1); store(0, Y, 1); leave(0, Z),                                                     \
        enter(1, Z); load(1, X, 0); load(1, Y, 1); leave(1, Z),                                                       \
        skip, skip,                                                                                                   \
        r0 != r1)

#define THREAD0(number, name, t0, t1, t2, t3, outcome) :: shape == number -> t0
#define THREAD1(number, name, t0, t1, t2, t3, outcome) :: shape == number -> t1
#define THREAD2(number, name, t0, t1, t2, t3, outcome) :: shape == number -> t2
#define THREAD3(number, name, t0, t1, t2, t3, outcome) :: shape == number -> t3
#define OUTCOME(number, name, t0, t1, t2, t3, outcome) :: shape == number -> assert(!(outcome))

proctype Thread0() { if SHAPES(THREAD0) fi; DRAINED(0); ended++ }
proctype Thread1() { if SHAPES(THREAD1) fi; DRAINED(1); ended++ }
proctype Thread2() { if SHAPES(THREAD2) fi; DRAINED(2); ended++ }
proctype Thread3() { if SHAPES(THREAD3) fi; DRAINED(3); ended++ }

c_decl {
\#include <stdlib.h>
};

init {
    c_code { now.shape = getenv("SHAPE") ? atoi(getenv("SHAPE")) : 0; };
    atomic {
        run Memory(0); run Memory(1); run Memory(2); run Memory(3);
        run Thread0(); run Thread1(); run Thread2(); run Thread3()
    };
    ended == THREADS;
    if SHAPES(OUTCOME) fi
}
