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

as_expected=0
different=0

while IFS='|' read -r model memory expected macros _; do
    model=$(trim "$model")
    [[ -z $model || $model == \#* ]] && continue
    [[ $# -gt 0 && " $* " != *" $model "* ]] && continue
    memory=$(trim "$memory")
    expected=$(trim "$expected")
    macros=$(trim "$macros")
    started=${EPOCHREALTIME/./}
    read -ra memory_macros <<<"$memory"

    if [[ $model == shapes ]]; then
        # One verifier for all shapes; waiting for the threads' end is part of a shape, not a deadlock: -E.
        directory="$work/shapes-${memory// /-}"
        [[ -x $directory/pan ]] || build "$directory" shapes -O0 "${memory_macros[@]}"
        number=$(sed -nE "s/^ *_\(([0-9]+), $macros,.*/\1/p" "$here/shapes.pml")
        (cd "$directory" && SHAPE=${number:?no such shape: $macros} ./pan -E -w16 -m"$depth" >pan.txt 2>&1) || true
        got=$(verdict "$directory/pan.txt")
        [[ $got == wrong ]] && got=allowed
        [[ $got == holds ]] && got=forbidden
    else
        directory="$work/case"
        rm -rf "$directory"
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
    if [[ $got == "$expected" ]]; then
        word=ok
        as_expected=$((as_expected + 1))
    else
        word=FAILED
        different=$((different + 1))
        got="$got, expected $expected"
    fi

    printf '%-6s  %-12s %-24s %s: %s (%s states, %d.%03d s)\n' \
        "$word" "$model" "$memory" "$macros" "$got" "${states:-0}" $((elapsed / 1000)) $((elapsed % 1000))
done <"$here/cases.txt"

if ((as_expected + different == 0)); then
    echo "run.sh: no case of: $*" >&2
    exit 1
fi

echo "$as_expected litmus verdicts as expected, $different not, in $SECONDS s"
((different == 0))
