#!/usr/bin/env bash
# Measures the training of section 7.4, the gradient check of 7.3 and larger
# trainings beside the book's Python with NumPy. docs/en/performance.md
# explains the numbers.
set -euo pipefail
export LC_ALL=C
unset OPENBLAS_NUM_THREADS OMP_NUM_THREADS GOMAXPROCS GOGC GOMEMLIMIT BACKPROP_KERNEL

usage="usage: docs/performance.sh [-n ROUNDS]

Runs whole programs in Go and in Python, in turn, and prints tables of the
medians. A round takes some minutes.

  -n ROUNDS  how often each is run (default 3)
  -h         print this

  PYTHON     the Python that has NumPy (default /usr/bin/python3)
  PEER       a command to run beside the training; its time is printed too"

refuse() { printf 'performance.sh: %s\nRun with -h to see what there is.\n' "$1" >&2; exit 2; }
fail() { clear_line; printf 'performance.sh: %s\n' "$1" >&2; exit 1; }
progress() { if [ -t 2 ]; then printf '\r\033[K%s' "$1" >&2; fi; }
clear_line() { progress ""; }

rounds=3
while getopts :n:h option; do
	case $option in
	n) rounds=$OPTARG ;;
	h) printf '%s\n' "$usage"; exit ;;
	:) refuse "-$OPTARG: want a number" ;;
	*) refuse "-$OPTARG is not a flag" ;;
	esac
done
shift $((OPTIND - 1))
[ $# -eq 0 ] || refuse "unexpected argument \"$1\""
[[ $rounds =~ ^[1-9][0-9]{0,3}$ ]] || refuse "-n $rounds: want a whole number from 1 to 9999"

cd "$(dirname "${BASH_SOURCE[0]}")/.."
python=${PYTHON:-/usr/bin/python3}
[ -n "${EPOCHREALTIME:-}" ] || fail "this bash has no clock; bash 5 has one."
command -v go >/dev/null || fail "there is no go command; https://go.dev/dl/ has it."
numpy=$("$python" -c 'import numpy; print("NumPy", numpy.__version__)' 2>/dev/null) ||
	fail "$python has no NumPy: install it (Debian: python3-numpy libopenblas0-pthread), or set PYTHON to one that has it."

# OpenBLAS takes a processor that is newer than itself for a Prescott of 2004
# and multiplies at a fifth of the speed: name a core that it knows.
blas_core() { OPENBLAS_VERBOSE=2 "$python" -c 'import numpy' 2>&1 | sed -n 's/^Core: //p'; }
core=$(blas_core)
[ -n "$core" ] || fail "$python's NumPy has no OpenBLAS, without which its products are ten times slower."
if [ "$core" = Prescott ]; then
	if grep -q avx512f /proc/cpuinfo; then
		export OPENBLAS_CORETYPE=SKYLAKEX
	elif grep -q avx2 /proc/cpuinfo; then
		export OPENBLAS_CORETYPE=HASWELL
	fi
	core="$(blas_core), set by this script in place of $core"
fi

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'clear_line; exit 130' INT
progress "building"
go build -o "$tmp/train" ./cmd/train
go build -o "$tmp/7.4" ./chapter5/7.4-train
go build -o "$tmp/7.3" ./chapter5/7.3-gradient-check
kernels=$(BACKPROP_KERNEL=none "$tmp/7.4" 2>&1) && fail "the program does not look at BACKPROP_KERNEL."
kernels=${kernels##* has } # the best first: avx512, avx, go
cores=$(getconf _NPROCESSORS_ONLN)

peak_of=()
if /usr/bin/time -f %M -o "$tmp/peak" true 2>/dev/null; then
	peak_of=(/usr/bin/time -f %M -o "$tmp/peak")
fi

# row TABLE NAME COMMAND...: runs a command and puts down the microseconds that
# the process took and its peak in KB. What it prints is in $tmp/out.
row() {
	local table=$1 name=$2 start end
	shift 2
	progress "round $round of $rounds: $table, $name"
	start=$EPOCHREALTIME
	"${peak_of[@]}" env "$@" >"$tmp/out" 2>"$tmp/err" || fail "$* failed: $(tail -n 1 "$tmp/err")"
	end=$EPOCHREALTIME
	local peak=-
	if [ ${#peak_of[@]} -gt 0 ]; then peak=$(<"$tmp/peak"); fi
	printf '%s\t%s\t%s\t%s\n' "$table" "$name" $((${end/./} - ${start/./})) "$peak" >>"$tmp/data"
}

# lines NAME compares the accuracy lines of the last row with those of the
# table's first row.
parted=
lines() {
	grep -v '^last loss' "$tmp/out" >"$tmp/lines"
	if [ "$1" = NumPy ]; then
		cp "$tmp/lines" "$tmp/first"
	elif ! cmp -s "$tmp/first" "$tmp/lines"; then
		parted=${parted:-$1}
		cp "$tmp/lines" "$tmp/parted"
	fi
}

notes() { echo "$python" chapter5/testdata/notes.py "$1" mnist/data --seed 42; }

training_rows() {
	local table="training (7.4)"
	row "$table" "NumPy, $cores threads" $(notes train); lines NumPy
	row "$table" "NumPy, 1 thread" OPENBLAS_NUM_THREADS=1 $(notes train); lines "NumPy on one thread"
	row "$table" "cmd/train, $cores cores" "$tmp/train"; lines cmd/train
	row "$table" "cmd/train, 1 core" GOMAXPROCS=1 "$tmp/train"; lines "cmd/train on one core"
	row "$table" "7.4-train, $cores cores" "$tmp/7.4"; lines 7.4-train
	row "$table" "7.4-train, 1 core" GOMAXPROCS=1 "$tmp/7.4"; lines "7.4-train on one core"
	if [[ $kernels == *", avx,"* ]]; then # avx alone would be the rows above
		row "$table" "cmd/train, avx" BACKPROP_KERNEL=avx "$tmp/train"; lines "kernel avx"
	fi
	if [[ $kernels != go ]]; then
		row "$table" "cmd/train, plain Go" BACKPROP_KERNEL=go "$tmp/train"; lines "plain Go"
	fi
	if [ -n "${PEER:-}" ]; then row "$table" "PEER" sh -c "$PEER"; fi
}

check_rows() {
	row "gradient check (7.3)" "NumPy, $cores threads" $(notes gradcheck)
	row "gradient check (7.3)" "7.3, $cores cores" "$tmp/7.3"
}

# growth_rows HIDDEN BATCH ITERATIONS
growth_rows() {
	local table="hidden $1, batch $2"
	row "$table" "NumPy, $cores threads" $(notes train) --hidden "$1" --batch "$2" --iters "$3"; lines NumPy
	row "$table" "cmd/train, $cores cores" "$tmp/train" -hidden "$1" -batch "$2" -iters "$3"; lines "$table"
}

for ((round = 1; round <= rounds; round++)); do
	training_rows
	check_rows
	growth_rows 200 100 1201
	growth_rows 1000 100 301
	growth_rows 50 1000 601
	growth_rows 1000 1000 121
done
clear_line

printf '%s, kernels: %s\n%s, OpenBLAS core: %s\n' "$(go version)" "$kernels" "$numpy" "$core"
awk -F': ' '/^model name/ { print $2; exit }' /proc/cpuinfo 2>/dev/null || true
printf 'Rounds: %d; the numbers are medians of whole processes, loading included.\n' "$rounds"
printf '"times" is how many times as long the first row of the table takes.\n'
awk -F '\t' '
function median(list,   n, i, j, v, t) {
	n = split(list, v, " ")
	for (i = 2; i <= n; i++)
		for (j = i; j > 1 && v[j - 1] + 0 > v[j] + 0; j--) { t = v[j]; v[j] = v[j - 1]; v[j - 1] = t }
	return (v[int((n + 1) / 2)] + v[int(n / 2) + 1]) / 2
}
{
	key = $1 FS $2
	if (!(key in micros)) order[++rows] = key
	micros[key] = micros[key] " " $3
	if ($4 != "-") peak[key] = peak[key] " " $4
}
END {
	for (r = 1; r <= rows; r++) {
		key = order[r]
		split(key, name, FS)
		m = median(micros[key])
		if (name[1] != table) {
			table = name[1]
			first = m
			printf "\n| %-22s | seconds | times | peak MB |\n", table
			print "|------------------------|--------:|------:|--------:|"
		}
		mb = key in peak ? sprintf("%.0f", median(peak[key]) / 1024) : ""
		printf "| %-22s | %7.2f | %5.2f | %7s |\n", name[2], m / 1e6, first / m, mb
	}
}' "$tmp/data"

if [ -n "$parted" ]; then
	diff "$tmp/first" "$tmp/parted" >&2 || true
	fail "the accuracy lines of $parted are not NumPy's."
fi
printf '\nAll rows printed the same accuracy lines as NumPy.\n'
