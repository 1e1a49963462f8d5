#!/usr/bin/env bash
# Measures the training of section 7.4, the gradient check of 7.3 and one large
# product against the notes' own Python with NumPy. docs/en/performance.md
# explains the numbers.
set -euo pipefail
export LC_ALL=C
unset OPENBLAS_NUM_THREADS OMP_NUM_THREADS GOMAXPROCS GOGC GOMEMLIMIT BACKPROP_KERNEL

usage="usage: docs/performance.sh [-n ROUNDS]

Runs the chapter's programs in Go and in Python, in turn, and prints tables of
the medians. A round takes a minute or two.

  -n ROUNDS  how often each is run (default 3)
  -h         print this

  PYTHON     the Python that has NumPy (default /usr/bin/python3)"

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
[ -n "${EPOCHREALTIME:-}" ] || fail "this bash has no clock; bash 5 has."
command -v go >/dev/null || fail "there is no go command; https://go.dev/dl/ has it."
numpy=$("$python" - 2>/dev/null <<-'EOP'
	import os, numpy
	blas = []
	if os.path.exists("/proc/self/maps"):
	    libraries = {os.path.basename(word) for word in open("/proc/self/maps").read().split()}
	    blas = ["with", *sorted(l for l in libraries if "openblas" in l)]
	    if len(blas) == 1: blas = ["without OpenBLAS"]
	print("NumPy", numpy.__version__, *blas)
EOP
) || fail "$python has no NumPy: install it (Debian: python3-numpy libopenblas0-pthread), or set PYTHON to one that has it."

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'clear_line; exit 130' INT
progress "building"
go build -o "$tmp/train" ./chapter5/7.4-train
go build -o "$tmp/gradcheck" ./chapter5/7.3-gradient-check
go test -c -o "$tmp/tensor.test" ./tensor
kernels=$(BACKPROP_KERNEL=none "$tmp/train" 2>&1) && fail "the program does not look at BACKPROP_KERNEL."
kernels=${kernels##* has } # the best first: avx512, avx, go
cores=$(getconf _NPROCESSORS_ONLN)

peak_of=()
if /usr/bin/time -f %M -o "$tmp/peak" true 2>/dev/null; then
	peak_of=(/usr/bin/time -f %M -o "$tmp/peak")
fi

# timed runs a command. It sets micros, and peak (in KB) where that can be had;
# what the command prints is in $tmp/out and $tmp/err.
timed() {
	local start=$EPOCHREALTIME end
	"${peak_of[@]}" "$@" >"$tmp/out" 2>"$tmp/err" || fail "$* failed: $(tail -n 1 "$tmp/err")"
	end=$EPOCHREALTIME
	micros=$((${end/./} - ${start/./}))
	peak=-
	if [ ${#peak_of[@]} -gt 0 ]; then peak=$(<"$tmp/peak"); fi
}

# record puts down: table, row, microseconds of the run, of the process, KB.
record() { printf '%s\t%s\t%s\t%s\t%s\n' "$@" >>"$tmp/data"; }

# python_row TABLE ROW COMMAND [VARIABLE=VALUE]: notes.py says what the run
# took without loading.
python_row() {
	progress "round $round of $rounds: $1, $2"
	timed env "${@:4}" "$python" chapter5/testdata/notes.py "$3" mnist/data --seed 42
	record "$1" "$2" "$(awk '/^load/ { printf "%d", 1e6 * $4 }' "$tmp/err")" "$micros" "$peak"
}

# go_row TABLE ROW PROGRAM [VARIABLE=VALUE]: loading is what no iterations of
# training take.
go_row() {
	progress "round $round of $rounds: $1, $2"
	timed env "${@:4}" "$tmp/train" -seed 42 -iters 0
	local load=$micros
	timed env "${@:4}" "$tmp/$3" -seed 42
	record "$1" "$2" $((micros - load)) "$micros" "$peak"
}

# same_lines ROW compares the accuracy lines with those of the first row.
parted=
same_lines() {
	grep -v '^last loss' "$tmp/out" >"$tmp/lines"
	if [ ! -e "$tmp/first" ]; then
		cp "$tmp/lines" "$tmp/first"
	elif ! cmp -s "$tmp/first" "$tmp/lines"; then
		parted=${parted:-$1}
		cp "$tmp/lines" "$tmp/parted"
	fi
}

training="7.4, training"
check="7.3, gradient check"
product="1024 x 1024 product"

training_rows() {
	python_row "$training" "NumPy, threads: $cores" train && same_lines NumPy
	python_row "$training" "NumPy, threads: 1" train OPENBLAS_NUM_THREADS=1 && same_lines "NumPy on one thread"
	go_row "$training" "Go, cores: $cores" train && same_lines Go
	go_row "$training" "Go, cores: 1" train GOMAXPROCS=1 && same_lines "Go on one core"
	if [[ $kernels == *", avx,"* ]]; then # avx alone would be the row above
		go_row "$training" "Go, kernel: avx" train BACKPROP_KERNEL=avx && same_lines "kernel avx"
	fi
	if [[ $kernels != go ]]; then
		go_row "$training" "Go, kernel: go" train BACKPROP_KERNEL=go && same_lines "kernel go"
	fi
}

check_rows() {
	python_row "$check" "NumPy, threads: $cores" gradcheck
	python_row "$check" "NumPy, threads: 1" gradcheck OPENBLAS_NUM_THREADS=1
	go_row "$check" "Go, cores: $cores" gradcheck
	go_row "$check" "Go, cores: 1" gradcheck GOMAXPROCS=1
}

numpy_product() {
	progress "round $round of $rounds: $product, $1"
	timed env "${@:2}" "$python" -c '
import time, numpy
a, b = numpy.random.randn(1024, 1024), numpy.random.randn(1024, 1024)
times = []
for _ in range(8):
    start = time.perf_counter()
    numpy.dot(a, b)
    times.append(time.perf_counter() - start)
print(sorted(times[1:])[3] * 1e6)'
	record "$product" "$1" "$(<"$tmp/out")" 0 0
}

go_product() {
	progress "round $round of $rounds: $product, $1"
	timed env "${@:2}" "$tmp/tensor.test" -test.run '^$' -test.bench 'Dot/^square$/^1024$'
	local micros
	micros=$(awk '{ for (i = 2; i <= NF; i++) if ($i == "ns/op") print $(i - 1) / 1000 }' "$tmp/out")
	[ -n "$micros" ] || fail "there is no benchmark Dot/square/1024 in ./tensor."
	record "$product" "$1" "$micros" 0 0
}

product_rows() {
	numpy_product "NumPy, threads: $cores"
	numpy_product "NumPy, threads: 1" OPENBLAS_NUM_THREADS=1
	go_product "Go, cores: $cores"
	go_product "Go, cores: 1" GOMAXPROCS=1
}

for ((round = 1; round <= rounds; round++)); do
	training_rows
	check_rows
	product_rows
done
clear_line

printf '%s, kernels: %s\n%s\n' "$(go version)" "$kernels" "$numpy"
awk -F': ' '/^model name/ { print $2; exit }' /proc/cpuinfo 2>/dev/null || true
printf 'Rounds: %d; the numbers are medians. "run" is without loading the images,\n' "$rounds"
printf '"NumPy/this" how many times as long the first row takes.\n'
awk -F '\t' -v product="$product" '
function median(list,   n, i, j, v, t) {
	n = split(list, v, " ")
	for (i = 2; i <= n; i++)
		for (j = i; j > 1 && v[j - 1] + 0 > v[j] + 0; j--) { t = v[j]; v[j] = v[j - 1]; v[j - 1] = t }
	return (v[int((n + 1) / 2)] + v[int(n / 2) + 1]) / 2
}
{
	key = $1 FS $2
	if (!(key in run)) order[++rows] = key
	run[key] = run[key] " " $3
	whole[key] = whole[key] " " $4
	if ($5 != "-") peak[key] = peak[key] " " $5
}
END {
	for (r = 1; r <= rows; r++) {
		key = order[r]
		split(key, name, FS)
		micros = median(run[key])
		if (name[1] != table) {
			table = name[1]
			first = micros
			print ""
			if (table == product) {
				printf "| %-20s |    ms | Gflop/s | NumPy/this |\n", table
				print  "|----------------------|------:|--------:|-----------:|"
			} else {
				printf "| %-20s | run s | NumPy/this | whole s | peak MB |\n", table
				print  "|----------------------|------:|-----------:|--------:|--------:|"
			}
		}
		if (table == product) {
			printf "| %-20s | %5.1f | %7.1f | %10.2f |\n", name[2], micros / 1e3, 2 * 1024 ^ 3 / micros / 1e3, first / micros
			continue
		}
		mb = key in peak ? sprintf("%.0f", median(peak[key]) / 1024) : ""
		printf "| %-20s | %5.2f | %10.2f | %7.2f | %7s |\n", name[2], micros / 1e6, first / micros, median(whole[key]) / 1e6, mb
	}
}' "$tmp/data"

if [ -n "$parted" ]; then
	diff "$tmp/first" "$tmp/parted" >&2 || true
	fail "the accuracy lines of $parted are not NumPy's."
fi
printf '\nAll rows of the training printed the same %d accuracy lines.\n' "$(wc -l <"$tmp/first")"
