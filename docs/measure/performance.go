package main

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"

	"backprop/mnist"
)

// products prints the sizes on the page about performance.
func products() {
	const batch, pixels, hidden, piece = 100, 784, 50, 98
	images, nonZero := 0, 0
	for _, set := range []mnist.Set{trainSet, testSet} {
		n := set.X.Shape()[0]
		images += n
		for row := range n {
			nonZero += pixels - bytes.Count(set.X.Bytes(row), []byte{0})
		}
	}
	of := batch * nonZero / images
	rounded := int(math.Round(float64(of)/1000)) * 1000
	// A list has two bytes for an entry and four for the end of each piece.
	lists := 2*nonZero + 4*images*(pixels/piece+1)
	fmt.Printf("%d images: %.0f MB as float64, %.0f MB as lists\n", images, float64(images*pixels*8)/1e6, float64(lists)/1e6)
	fmt.Printf("(%d, %d)·(%d, %d): %.0f%% of the pixels are not 0, %d of a batch, about %d\n",
		batch, pixels, pixels, hidden, 100*float64(nonZero)/float64(images*pixels), of, rounded)
	fmt.Printf("%d iterations; the accuracy %d times; pieces of %d pixels\n", usual().iters, (usual().iters+599)/600, piece)
	fmt.Printf("a batch and dx: %.0f KB each; dW1: %.0f KB\n", batch*pixels*8/1e3, pixels*hidden*8/1e3)
	vectors := func(n int) int { return (n + 3) / 4 }
	fmt.Printf("rows of %d, %d and %d numbers: %d, %d and %d vectors of four\n", hidden, 52, 53, vectors(hidden), vectors(52), vectors(53))
	perIteration := 3 * rounded * vectors(hidden)
	accuracies := (usual().iters + 599) / 600 * nonZero * vectors(hidden)
	fmt.Printf("3 × %d × %d = %d vectors an iteration; the training and the accuracies at 2.5 GHz: %.1f s\n", rounded, vectors(hidden),
		perIteration, float64(usual().iters*perIteration+accuracies)/2.5e9)
	fmt.Printf("7 / 2 = %.1f\n", 7.0/2)
	script := read("docs/performance.sh")
	for _, m := range regexp.MustCompile(`(?m)^\tgrowth_rows (\d+) (\d+) (\d+)$`).FindAllStringSubmatch(script, -1) {
		fmt.Printf("%s hidden neurons, a batch of %s, %s iterations\n", m[1], m[2], m[3])
	}
}

// output returns what a command prints, or panics.
func output(env string, name string, args ...string) string {
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), env)
	out, err := cmd.CombinedOutput()
	if err != nil {
		panic(fmt.Sprintf("%s %v: %v\n%s", name, args, err, out))
	}
	return string(out)
}

var benchmark = regexp.MustCompile(`(?m)^Benchmark\w+/(.*?)(?:-\d+)?\s+\d+\s+([\d.]+) ns/op`)

// shortest runs benchmarks many times, each for a moment, so that other programs
// disturb few of the runs. It returns their names in order, and for each the
// shortest time in milliseconds.
func shortest(env, benchmarks, moment string) (names []string, times map[string]float64) {
	times = map[string]float64{}
	for _, m := range benchmark.FindAllStringSubmatch(output(env, "go", "test", "-run", "^$", "-count", "40",
		"-benchtime", moment, "-bench", benchmarks, "./tensor/kernel"), -1) {
		if times[m[1]] == 0 {
			names, times[m[1]] = append(names, m[1]), math.Inf(1)
		}
		times[m[1]] = min(times[m[1]], parse(m[2])/1e6)
	}
	return names, times
}

// steps prints the times of the steps of a product.
func steps() {
	names, times := shortest("", "Steps", "10ms")
	for _, name := range names {
		fmt.Printf("%s: %.3g ms\n", strings.ReplaceAll(name, "_", " "), times[name])
	}
}

// square compares a large product of Dot with one of OpenBLAS, on one core.
func square() {
	const python = `
import time, numpy
a, b = numpy.random.rand(1024, 1024), numpy.random.rand(1024, 1024)
def once():
    start = time.perf_counter()
    a @ b
    return time.perf_counter() - start
print(min(once() for _ in range(40)))`
	milliseconds := func(core string) float64 {
		return 1000 * parse(output(core, "env", "OPENBLAS_NUM_THREADS=1", "/usr/bin/python3", "-c", python))
	}
	blas, prescott := milliseconds("OPENBLAS_CORETYPE="), milliseconds("OPENBLAS_CORETYPE=Prescott")
	_, times := shortest("GOMAXPROCS=1", "^BenchmarkDot$/^square1024$", "1x")
	dot := times["square1024"]
	fmt.Printf("1024×1024 on one core: Dot %.0f ms, OpenBLAS %.0f ms, %.1f times as fast; with its code for Prescott %.0f ms, %.1f times as slow\n",
		dot, blas, dot/blas, prescott, prescott/blas)
}

// build builds a program in a new folder, which the caller removes.
func build(program string) (dir, path string) {
	dir, err := os.MkdirTemp("", "measure-")
	if err != nil {
		panic(err)
	}
	path = filepath.Join(dir, "program")
	output("", "go", "build", "-o", path, program)
	return dir, path
}

// times prints how long the first build and the training of 7.4 keep a
// processor busy, which other programs hardly change.
func times() {
	dir, program := build("./chapter5/7.4-train")
	defer os.RemoveAll(dir)
	busy := func(what, env, name string, args ...string) {
		cmd := exec.Command(name, args...)
		cmd.Env = append(os.Environ(), env)
		if err := cmd.Run(); err != nil {
			panic(fmt.Sprintf("%s: %v", what, err))
		}
		seconds := (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
		fmt.Printf("%s: %.1f s of processor time, about %.0f\n", what, seconds, 10*math.Round(seconds/10))
	}
	busy("the first build, with an empty cache", "GOCACHE="+filepath.Join(dir, "cache"),
		"go", "build", "-o", filepath.Join(dir, "first"), "./chapter5/4.2-add-layer")
	busy("7.4-train on one core", "GOMAXPROCS=1", program)
}
