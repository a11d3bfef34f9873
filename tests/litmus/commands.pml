/*
 * Commands: CommandQueue.TryPost and TakeAll, the look at the queue in LaneDrain.Drain, and CopyRequest. The attacher posts a
 * command and then publishes an event, which the command must precede. The reader posts a request for a copy and waits for
 * its outcome. The loop runs commands and dispatches the event.
 *
 * Oracle: a command that was posted before an event was published runs before that event is dispatched; every command runs
 * once, in the order of posting, and sees its fields; the reader sees the bytes of the copy. Every thread comes to its end.
 */
#define THREADS   3
#define LOCATIONS 8
#ifndef PENDING
#define PENDING   12
#endif
#define REGISTERS 1
#include "memory.pml"

#define ATTACHER 0
#define READER   1
#define LOOP     2

/* A command is named by a number: 1 is the attacher's, 2 the reader's. */
#define LAST     0
#define TAIL     1
#define COPY     2
#define OUTCOME  3
#define NEXT(c)  (3 + (c))
#define FIELD(c) (5 + (c))

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
#ifdef BROKEN_LOOK_ACQUIRE
#define load_last load_plain
#else
#define load_last(t, x, variable, from, to) load_acquire(t, x, variable)
#endif
#ifdef BROKEN_OUTCOME_RELEASE
#define store_outcome store
#else
#define store_outcome store_release
#endif
#ifdef BROKEN_OUTCOME_ACQUIRE
#define await_outcome await_plain
#else
#define await_outcome await_acquire
#endif

byte posted[2];             /* oracle: the commands in the order of posting */
byte postings;
byte ended;

inline record(c) {
    posted[postings] = c;
    postings++
}

/* TryPost. */
inline post(t, c, last, done) {
    store(t, FIELD(c), c);
    do
    :: load_acquire(t, LAST, last);
       store(t, NEXT(c), last);
       atomic {
#if defined(BROKEN_POST_CAS)
           store_release(t, LAST, c);
           done = 1;
#elif defined(BROKEN_POST_FENCE)
           if
           :: await_exchange_relaxed(t, LAST, last, c); done = 1
           :: memory[LAST] != last -> done = 0
           fi;
#else
           compare_exchange(t, LAST, last, c, done);
#endif
           if
           :: done -> record(c); break
           :: else -> skip
           fi
       }
    od;
    skip
}

proctype Attacher() {
    byte last;
    bit done;
    post(ATTACHER, 1, last, done);
    store_tail(ATTACHER, TAIL, 1);
    DRAINED(ATTACHER);
    ended++
}

proctype Reader() {
    byte last;
    bit done;
    post(READER, 2, last, done);
    await_outcome(READER, OUTCOME, last, 1, 1);
    expect(READER, COPY, 5);
    DRAINED(READER);
    ended++
}

/* TakeAll and Reverse, and the run of what they give. */
inline run_commands() {
#if defined(BROKEN_TAKE_FENCE) && defined(AARCH64)
    if
    :: command = 1
    :: command = 2
    fi;
    await_exchange_relaxed(LOOP, LAST, command, 0);
#ifndef NO_DEPENDENCIES
    read_barrier(LOOP);                                     /* what follows goes through the reference: address dependency */
#endif
#else
    exchange(LOOP, LAST, 0, command);
#endif
    do
    :: command != 0 && count < 2 ->
        stack[count] = command;
        count++;
        load_plain(LOOP, NEXT(command), next, 0, 2);
        command = next;
        next = 0
    :: else -> break
    od;
    if
    :: command != 0 -> d_step { wrong = 1; judge() }        /* a circle */
    :: else -> skip
    fi;
    do
    :: count > 0 ->
        count--;
        command = stack[count];
        stack[count] = 0;
        expect(LOOP, FIELD(command), command);
        d_step {
            wrong = wrong || executed[command - 1];
#if !defined(BROKEN_POST_FENCE) && !defined(BROKEN_POST_CAS) && !defined(BROKEN_TAKE_FENCE)  /* no oracle for a guess */
            wrong = wrong || posted[executed[0] + executed[1]] != command;
#endif
            executed[command - 1] = 1;
            judge()
        };
        if
        :: command == 2 ->
            store(LOOP, COPY, 5);
            store_outcome(LOOP, OUTCOME, 1)
        :: else -> skip
        fi;
        command = 0
    :: else -> break
    od;
    skip
}

proctype Loop() {
    byte tail;
    byte command;
    byte next;
    byte count;
    byte stack[2];
    bit executed[2];
    bit dispatched;
    do
    :: !dispatched ->                                       /* Drain */
#ifdef BROKEN_LOOK_ORDER
        load_acquire(LOOP, LAST, next);
#endif
        await_tail(LOOP, TAIL, tail, 1, 1);
        tail = 0;
#ifndef BROKEN_LOOK_ORDER
        load_last(LOOP, LAST, next, 0, 2);
#endif
        if
        :: next != 0 -> next = 0; run_commands()
        :: else -> skip
        fi;
        d_step { wrong = wrong || !executed[0]; judge() };
        dispatched = 1
    :: load_acquire(LOOP, LAST, next);                      /* RunCommands between two passes */
        if
        :: next != 0 -> next = 0; run_commands()
        :: else -> skip
        fi
    :: dispatched && executed[0] && executed[1] -> break
    od;
    DRAINED(LOOP);
    ended++
}

init {
    atomic {
        run Memory(ATTACHER); run Memory(READER); run Memory(LOOP);
        run Attacher(); run Reader(); run Loop()
    };
    ended == THREADS;
    finish()
}
