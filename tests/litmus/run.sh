#!/usr/bin/env bash
# Checks every case in cases.txt with spin, exhaustively, and compares the verdicts.
#
#   run.sh              all cases
#   run.sh parking ...  the cases of these models only
#
# Exit: 0 all as expected, 1 a verdict differs, 2 a tool is missing.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly here
readonly depth=100000      # -m: steps of the longest execution; run.sh fails where it is too small
readonly megabytes=1500

for tool in spin gcc; do
    if ! command -v "$tool" >/dev/null; then
        echo "run.sh: $tool is missing. On Debian or Ubuntu: apt-get install spin gcc. Spin: https://spinroot.com" >&2
        exit 2
    fi
done

work=$(mktemp -d)
readonly work
trap 'rm -rf "$work"' EXIT

trim() {
    local text=$1
    text=${text#"${text%%[![:space:]]*}"}
    text=${text%"${text##*[![:space:]]}"}
    printf '%s' "$text"
}

# build DIRECTORY MODEL OPTIMIZATION MACRO...: a verifier in DIRECTORY/pan.
build() {
    local directory=$1 model=$2 optimization=$3
    shift 3
    mkdir -p "$directory"
    (
        cd "$directory"
        spin -a "${@/#/-D}" "$here/$model.pml" >spin.txt 2>&1 || { cat spin.txt >&2; exit 1; }
        [[ -s pan.c ]] || { cat spin.txt >&2; exit 1; }
        gcc "$optimization" -w -DSAFETY -DMEMLIM="$megabytes" -o pan pan.c
    )
}

# verdict FILE: what the verifier's output says, in the words of cases.txt; anything else is an error of the model.
verdict() {
    local file=$1 error
    if grep -qE 'max search depth too small|out of memory|reached -DMEMLIM|hash table full|VECTORSZ' "$file"; then
        echo 'search not complete'
        return
    fi

    error=$(grep -m1 '^pan:1:' "$file" || true)
    case $error in
        *'assertion violated'*'finished'*) echo end ;;
        *'assertion violated'*'length['*) echo 'PENDING too small' ;;
        *'assertion violated'*'f_'*) echo 'own store pending' ;;
        *'assertion violated'*) echo wrong ;;
        *'invalid end state'*) echo stuck ;;
        '')
            if ! grep -q 'errors: 0' "$file" || grep -q 'not completed' "$file"; then
                echo 'search not complete'
            elif ! grep -q 'assertion violations.*+' "$file"; then
                echo 'assertions not checked'
            else
                echo holds
            fi
            ;;
        *) echo "${error#pan:1: }" ;;
    esac
}

# Two verifiers at once would build the same shapes: those that are asked for are built before.
shapes_in() { printf '%s' "$work/shapes-${1// /-}"; }

# check NUMBER MODEL MEMORY EXPECTED MACROS: one case, in a directory of its own; prints a line, and leaves its word in NUMBER.word.
check() {
    local number=$1 model=$2 memory=$3 expected=$4 macros=$5
    local started=${EPOCHREALTIME/./} directory optimization got states elapsed word shape
    local -a memory_macros case_macros
    read -ra memory_macros <<<"$memory"

    if [[ $model == shapes ]]; then
        # One verifier for all shapes; waiting for the threads' end is part of a shape, not a deadlock: -E.
        directory="$work/$number"
        mkdir -p "$directory"
        shape=$(sed -nE "s/^ *_\(([0-9]+), $macros,.*/\1/p" "$here/shapes.pml")
        (cd "$directory" && SHAPE=${shape:?no such shape: $macros} "$(shapes_in "$memory")/pan" -E -w16 -m"$depth" >pan.txt 2>&1) || true
        got=$(verdict "$directory/pan.txt")
        [[ $got == wrong ]] && got=allowed
        [[ $got == holds ]] && got=forbidden
    else
        directory="$work/$number"
        read -ra case_macros <<<"${macros/#-/}"
        # To compile costs more than most searches; only a large and complete one is worth an optimizer.
        optimization=-O0
        [[ $expected == holds && $model =~ ^(shared-lane|commands)$ ]] && optimization=-O1
        build "$directory" "$model" "$optimization" "${memory_macros[@]}" "${case_macros[@]}"
        (cd "$directory" && ./pan -w20 -m"$depth" >pan.txt 2>&1) || true
        got=$(verdict "$directory/pan.txt")
    fi

    states=$(sed -nE 's/^ *([0-9.e+]+) states, stored.*/\1/p' "$directory/pan.txt" | head -n1)
    elapsed=$(((${EPOCHREALTIME/./} - started) / 1000))
    word=ok
    if [[ $got != "$expected" ]]; then
        word=FAILED
        got="$got, expected $expected"
    fi

    printf '%-6s  %-12s %-24s %s: %s (%s states, %d.%03d s)\n' \
        "$word" "$model" "$memory" "$macros" "$got" "${states:-0}" $((elapsed / 1000)) $((elapsed % 1000))
    echo "$word" >"$work/$number.word"
    rm -rf "$directory"
}

at_once=$(nproc 2>/dev/null || echo 1)
readonly at_once
number=0

while IFS='|' read -r model memory expected macros _; do
    model=$(trim "$model")
    [[ -z $model || $model == \#* ]] && continue
    [[ $# -gt 0 && " $* " != *" $model "* ]] && continue
    memory=$(trim "$memory")
    if [[ $model == shapes && ! -x $(shapes_in "$memory")/pan ]]; then
        read -ra memory_macros <<<"$memory"
        build "$(shapes_in "$memory")" shapes -O0 "${memory_macros[@]}"
    fi

    number=$((number + 1))
    ((number > at_once)) && wait -n || true
    check "$number" "$model" "$memory" "$(trim "$expected")" "$(trim "$macros")" &
done <"$here/cases.txt"
wait

if ((number == 0)); then
    echo "run.sh: no case of: $*" >&2
    exit 1
fi

# A case that ended without a word (a tool failed) is one that differs.
as_expected=$(cat "$work"/*.word | grep -c '^ok$' || true)
different=$((number - as_expected))
echo "$as_expected litmus verdicts as expected, $different not, in $SECONDS s"
((different == 0))
