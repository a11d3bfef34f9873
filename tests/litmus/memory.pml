/*
 * Memory for the litmus models: x86-TSO (-DX86) or AArch64 (-DAARCH64).
 *
 * One flat memory. A thread issues its operations in program order. An operation that may happen later than its place in
 * the program waits in the thread's queue of pending operations, together with the set of older pending operations that
 * must come first; when that set is empty, the operation may happen at any moment. See README.md, "The encoding".
 *
 * Before the #include a model defines
 *   THREADS    number of threads, numbered from 0
 *   LOCATIONS  number of memory locations, at most 15
 *   PENDING    length of a queue: 4, 8, 12, ... 24; an assertion reports a queue that is too short
 *   REGISTERS  number of registers, for loads whose value is looked at when the thread has come to its end
 */
#if defined(X86) == defined(AARCH64)
#error "one of X86 and AARCH64, please"
#endif

#define STORE   1   /* happens: memory takes the value                                                        */
#define LOAD    2   /* happens: a register takes memory's value                                               */
#define EXPECT  3   /* happens: memory's value is compared with the value that the oracle wants               */
#define GUESS   4   /* happens only while memory holds the value with which the thread has gone on            */
#define SWAP    5   /* happens only while memory holds the one value; puts the other one in its place         */

#if PENDING > 12
#define MASK int
#else
#define MASK short
#endif

byte memory[LOCATIONS];
byte registers[REGISTERS];

byte  length[THREADS];                  /* pending operations, oldest first                                   */
byte  kind[THREADS * PENDING];
byte  place[THREADS * PENDING];
byte  value[THREADS * PENDING];
MASK  after[THREADS * PENDING];         /* bit k: waits for the pending operation k                           */
MASK  fenced[THREADS];                  /* pending stores older than the thread's last write barrier          */
short loading[THREADS];                 /* bit x: a load of location x is pending                             */
byte  guesses;                          /* pending GUESS and SWAP operations of all threads                   */
bit   wrong;                            /* an EXPECT got another value                                        */

byte k_;
byte v_;
MASK m_;
bit f_;

#define Q(t, k)     ((t) * PENDING + (k))
#define ALL(n)      ((1 << (n)) - 1)

/* A wrong value counts once every value that a thread has gone on with has turned out to be true. */
inline judge() {
    assert(!(wrong && guesses == 0))
}

/* v_: what the thread would read now: its own youngest pending store, or memory. f_: whether it is its own store. */
inline look(t, x) {
    v_ = memory[x];
    f_ = 0;
    k_ = 0;
    do
    :: k_ < length[t] ->
        if
        :: place[Q(t, k_)] == x && kind[Q(t, k_)] == STORE -> v_ = value[Q(t, k_)]; f_ = 1
        :: place[Q(t, k_)] == x && kind[Q(t, k_)] != STORE -> f_ = 0
        :: else -> skip
        fi;
        k_++
    :: else -> break
    od;
    k_ = 0
}

inline append(t, what, x, v, mask) {
    assert(length[t] < PENDING);
    kind[Q(t, length[t])] = what;
    place[Q(t, length[t])] = x;
    value[Q(t, length[t])] = v;
    after[Q(t, length[t])] = mask;
    length[t]++;
    if
    :: what != STORE -> loading[t] = loading[t] | (1 << (x))
    :: else -> skip
    fi;
    if
    :: what == GUESS || what == SWAP -> guesses++
    :: else -> skip
    fi
}

/* m_: the older operations that a plain access waits for: those on the same location, and for a store also the loads
 * that it depends on through a branch, and the stores before a write barrier. */
inline collect(t, x, isStore) {
    m_ = 0;
    k_ = 0;
    do
    :: k_ < length[t] ->
        if
        :: place[Q(t, k_)] == x -> m_ = m_ | (1 << k_)
#ifndef NO_DEPENDENCIES
        :: place[Q(t, k_)] != x && isStore && (kind[Q(t, k_)] == GUESS || kind[Q(t, k_)] == SWAP) -> m_ = m_ | (1 << k_)
#endif
        :: else -> skip
        fi;
        k_++
    :: else -> break
    od;
    k_ = 0;
    if
    :: isStore -> m_ = m_ | fenced[t]
    :: else -> skip
    fi
}

/* Lets the pending operation i happen, and closes the gap that it leaves. */
inline happen(t, i) {
    if
    :: kind[Q(t, i)] == STORE -> memory[place[Q(t, i)]] = value[Q(t, i)]
    :: kind[Q(t, i)] == LOAD -> registers[value[Q(t, i)]] = memory[place[Q(t, i)]]
    :: kind[Q(t, i)] == EXPECT -> wrong = wrong || memory[place[Q(t, i)]] != value[Q(t, i)]
    :: kind[Q(t, i)] == GUESS -> guesses--
    :: kind[Q(t, i)] == SWAP -> guesses--; memory[place[Q(t, i)]] = value[Q(t, i)] % 16
    fi;
    m_ = ALL(i);
    fenced[t] = (fenced[t] & m_) | ((fenced[t] >> 1) & ~m_);
    loading[t] = 0;
    k_ = 0;
    do
    :: k_ < length[t] ->
        if
        :: k_ > i ->
            kind[Q(t, k_ - 1)] = kind[Q(t, k_)];
            place[Q(t, k_ - 1)] = place[Q(t, k_)];
            value[Q(t, k_ - 1)] = value[Q(t, k_)];
            after[Q(t, k_ - 1)] = (after[Q(t, k_)] & m_) | ((after[Q(t, k_)] >> 1) & ~m_)
        :: else -> skip
        fi;
        if
        :: k_ != i && kind[Q(t, k_)] != STORE -> loading[t] = loading[t] | (1 << place[Q(t, k_)])
        :: else -> skip
        fi;
        k_++
    :: else -> break
    od;
    length[t]--;
    kind[Q(t, length[t])] = 0;
    place[Q(t, length[t])] = 0;
    value[Q(t, length[t])] = 0;
    after[Q(t, length[t])] = 0;
    k_ = 0;
    m_ = 0;
    judge()
}

#define READY(t, i) (length[t] > i && after[Q(t, i)] == 0 \
    && (kind[Q(t, i)] != GUESS || memory[place[Q(t, i)]] == value[Q(t, i)]) \
    && (kind[Q(t, i)] != SWAP || memory[place[Q(t, i)]] == value[Q(t, i)] / 16))

/* Whether a store of location x is pending. */
#define STORE_AT(t, x, k)  (length[t] > k && kind[Q(t, k)] == STORE && place[Q(t, k)] == x)
#define STORE_IN(t, x, k)  (STORE_AT(t, x, k) || STORE_AT(t, x, k + 1) || STORE_AT(t, x, k + 2) || STORE_AT(t, x, k + 3))
#if PENDING > 20
#define OWN_STORE(t, x) (STORE_IN(t, x, 0) || STORE_IN(t, x, 4) || STORE_IN(t, x, 8) || STORE_IN(t, x, 12) || STORE_IN(t, x, 16) || STORE_IN(t, x, 20))
#elif PENDING > 16
#define OWN_STORE(t, x) (STORE_IN(t, x, 0) || STORE_IN(t, x, 4) || STORE_IN(t, x, 8) || STORE_IN(t, x, 12) || STORE_IN(t, x, 16))
#elif PENDING > 12
#define OWN_STORE(t, x) (STORE_IN(t, x, 0) || STORE_IN(t, x, 4) || STORE_IN(t, x, 8) || STORE_IN(t, x, 12))
#elif PENDING > 8
#define OWN_STORE(t, x) (STORE_IN(t, x, 0) || STORE_IN(t, x, 4) || STORE_IN(t, x, 8))
#elif PENDING > 4
#define OWN_STORE(t, x) (STORE_IN(t, x, 0) || STORE_IN(t, x, 4))
#else
#define OWN_STORE(t, x) STORE_IN(t, x, 0)
#endif

/* The memory side of a thread. */
proctype Memory(byte t) {
    byte i;
end:
    do
    :: atomic {
            if
            :: READY(t, 0) -> i = 0
#ifdef AARCH64
            :: READY(t, 1) -> i = 1
            :: READY(t, 2) -> i = 2
            :: READY(t, 3) -> i = 3
#if PENDING > 4
            :: READY(t, 4) -> i = 4
            :: READY(t, 5) -> i = 5
            :: READY(t, 6) -> i = 6
            :: READY(t, 7) -> i = 7
#endif
#if PENDING > 8
            :: READY(t, 8) -> i = 8
            :: READY(t, 9) -> i = 9
            :: READY(t, 10) -> i = 10
            :: READY(t, 11) -> i = 11
#endif
#if PENDING > 12
            :: READY(t, 12) -> i = 12
            :: READY(t, 13) -> i = 13
            :: READY(t, 14) -> i = 14
            :: READY(t, 15) -> i = 15
#endif
#if PENDING > 16
            :: READY(t, 16) -> i = 16
            :: READY(t, 17) -> i = 17
            :: READY(t, 18) -> i = 18
            :: READY(t, 19) -> i = 19
#endif
#if PENDING > 20
            :: READY(t, 20) -> i = 20
            :: READY(t, 21) -> i = 21
            :: READY(t, 22) -> i = 22
            :: READY(t, 23) -> i = 23
#endif
#endif
            fi;
            d_step { happen(t, i); i = 0 }
        }
    od
}

#define DRAINED(t)  (length[t] == 0)

/* A thread that has gone on with a value that never comes stands still: that is no execution, and no deadlock either. */
active proctype Mistaken() {
end:
    do
    :: timeout && guesses > 0 -> skip
    od
}

/*
 * To put an operation into the queue changes nothing that others see. So a model may glue it to the step before it, which
 * makes the search smaller and leaves nothing out: stores always, plain loads on AArch64, where they are queued as well.
 */
#ifdef X86
#define GLUE_LOADS
#else
#define GLUE_LOADS atomic
#endif

/* The successful end of a model. EXPECT_END shows that it can be reached. */
bit finished;

inline finish() {
    finished = 1;
#ifdef EXPECT_END
    assert(!finished)
#endif
}

/* ---- What the models are written in -------------------------------------------------------------------------------- */

/* A plain store. */
inline store(t, x, v) {
    d_step {
#ifdef X86
        append(t, STORE, x, v, ALL(length[t]));
#else
        collect(t, x, 1);
        append(t, STORE, x, v, m_);
        m_ = 0
#endif
    }
}

/* Volatile.Write: all older accesses of the thread first. */
inline store_release(t, x, v) {
    d_step { append(t, STORE, x, v, ALL(length[t])) }
}

/* Volatile.Read: happens when it is issued, since nothing younger may come first. */
inline load_acquire(t, x, variable) {
    atomic {
        !(loading[t] & (1 << (x))) ->
        d_step { look(t, x); variable = v_; v_ = 0; f_ = 0 }
    }
}

/* The same in a loop that goes on with a value from..to only. The thread has no own store of the location pending. */
inline await_acquire(t, x, variable, from, to) {
    atomic {
        !(loading[t] & (1 << (x))) && memory[x] >= from && memory[x] <= to ->
        d_step { look(t, x); assert(!f_); variable = v_; v_ = 0 }
    }
}

/* The same where the thread may have an own store of the location pending, whose value is outside of from..to: then it would
 * read that. */
inline await_acquire_not_own(t, x, variable, from, to) {
    atomic {
        !(loading[t] & (1 << (x))) && !OWN_STORE(t, x) && memory[x] >= from && memory[x] <= to -> variable = memory[x]
    }
}

/* A plain load whose value the thread itself goes on with: the value is guessed, and must turn out to be true. Younger
 * loads do not wait for it (speculation), younger stores do (they depend on the branch), unless NO_DEPENDENCIES. An own
 * store that is still pending may be read at once. */
inline await_plain(t, x, variable, from, to) {
#ifdef X86
    await_acquire(t, x, variable, from, to)
#else
    atomic {
        variable = from;
        do
        :: variable < to -> variable++
        :: break
        od;
        skip;
        d_step { look(t, x); collect(t, x, 0) }
        if
        :: f_ && v_ == variable -> skip
        :: append(t, GUESS, x, variable, m_)
        fi;
        m_ = 0;
        v_ = 0;
        f_ = 0
    }
#endif
}

/* The same without a loop: on x86 the value is whatever memory holds, on AArch64 a guess from..to. */
inline load_plain(t, x, variable, from, to) {
#ifdef X86
    load_acquire(t, x, variable)
#else
    await_plain(t, x, variable, from, to)
#endif
}

/* A plain load into a register that nothing looks at before the thread has come to its end. */
inline load(t, x, r) {
#ifdef X86
    d_step { look(t, x); registers[r] = v_; v_ = 0; f_ = 0 }
#else
    atomic {
        d_step { look(t, x); collect(t, x, 0) }
        if
        :: f_ -> registers[r] = v_
        :: append(t, LOAD, x, r, m_)
        fi;
        m_ = 0;
        v_ = 0;
        f_ = 0
    }
#endif
}

/* A plain load whose value the oracle knows. */
inline expect(t, x, v) {
    d_step {
        look(t, x);
#ifdef X86
        wrong = wrong || v_ != (v);
        judge();
#else
        if
        :: f_ -> wrong = wrong || v_ != (v); judge()        /* an own store that is still pending */
        :: else ->
            collect(t, x, 0);
            append(t, EXPECT, x, v, m_);
            m_ = 0
        fi;
#endif
        v_ = 0;
        f_ = 0
    }
}

/* Interlocked.MemoryBarrier: everything older before everything younger. */
inline fence(t) {
    DRAINED(t)
}

/* Volatile.ReadBarrier: older loads before everything younger. */
inline read_barrier(t) {
#ifdef X86
    skip
#else
    loading[t] == 0
#endif
}

/* Volatile.WriteBarrier: older stores before younger stores. */
inline write_barrier(t) {
#ifdef X86
    skip
#else
    d_step {
        k_ = 0;
        do
        :: k_ < length[t] ->
            if
            :: kind[Q(t, k_)] == STORE || kind[Q(t, k_)] == SWAP -> fenced[t] = fenced[t] | (1 << k_)
            :: else -> skip
            fi;
            k_++
        :: else -> break
        od;
        k_ = 0
    }
#endif
}

/* Interlocked.CompareExchange: a full fence if it stores; if not, an acquire load is all that AArch64 promises. */
inline compare_exchange(t, x, old, new, done) {
    atomic {
        if
        :: DRAINED(t) && memory[x] == old -> memory[x] = new; done = 1
#ifdef X86
        :: DRAINED(t) && memory[x] != old -> done = 0
#else
        :: !(loading[t] & (1 << (x))) && memory[x] != old -> done = 0
#endif
        fi
    }
}

/* A loop around Interlocked.CompareExchange that ends when it has stored. */
inline await_exchange(t, x, old, new) {
    atomic { DRAINED(t) && memory[x] == old -> memory[x] = new }
}

/* The same read-modify-write without any order: atomic, but younger loads do not wait for it. */
inline await_exchange_relaxed(t, x, old, new) {
#ifdef X86
    await_exchange(t, x, old, new)
#else
    d_step {
        collect(t, x, 1);
        append(t, SWAP, x, (old) * 16 + new, m_);
        m_ = 0
    }
#endif
}

/* Interlocked.Exchange: a full fence. */
inline exchange(t, x, new, variable) {
    atomic { DRAINED(t) -> variable = memory[x]; memory[x] = new }
}

/* Entering and leaving a lock: acquire and release, no more. x86 enters with a locked instruction. */
inline enter(t, x) {
    atomic {
#ifdef X86
        DRAINED(t) && memory[x] == 0 -> memory[x] = 1
#else
        !(loading[t] & (1 << (x))) && memory[x] == 0 -> memory[x] = 1
#endif
    }
}

inline leave(t, x) {
    store_release(t, x, 0)
}
