"""Whether NumPy's reshape gives a view. Usage: reshape.py > reshape.json

Each case: {"shape", "steps", "to", "want", "view"}. steps lead from arange(size) of
the shape to the array that is reshaped: [] for T, [from, to] for a slice of the rows,
three lengths for a reshape that is a view.
"""
import json, sys
import numpy as np

r = np.random.RandomState(3)
cases = []


def put(shape, steps, to):
    x = np.arange(float(np.prod(shape))).reshape(shape)
    for s in steps: x = x.T if s == "T" else x[s[0]:s[1]] if len(s) == 2 else x.reshape(s)
    y = x.reshape(to)
    cases.append({"shape": list(shape), "steps": [[] if s == "T" else s for s in steps], "to": list(to),
                  "want": {"shape": list(y.shape), "data": y.ravel().tolist()}, "view": bool(np.shares_memory(x, y))})


def factors(n):
    """A shape of n elements."""
    to = []
    while n > 1:
        f = r.choice([d for d in range(2, n + 1) if n % d == 0]); to.append(int(f)); n //= f
    for _ in range(r.randint(0, 3)): to.insert(r.randint(0, len(to) + 1), 1)
    return to


put([2, 3], [], [3, 2]); put([2, 3], ["T"], [3, 2]); put([2, 3], ["T"], [2, 3]); put([2, 3], ["T"], [-1])
put([2, 3], ["T", [0, 1]], [-1]); put([4, 6], ["T"], [2, 3, 4]); put([4, 6], ["T"], [6, 2, 2]); put([4, 6], ["T"], [3, 8])
put([5, 2, 3], [[1, 3]], [4, 3]); put([5, 2, 3], ["T", [1, 3]], [2, 10]); put([5, 2, 3], ["T", [1, 3], "T"], [10, 2])
put([4, 1, 3], ["T"], [3, 4]); put([1, 1], ["T"], []); put([7], ["T"], [7, 1])
put([6, 4], ["T", [0, 1], [2, 1, 3]], [6]); put([6, 4], ["T", [0, 2], [2, 1, 6]], [12]); put([6, 4], ["T", [0, 1], [1, 6, 1]], [3, 2])
while len(cases) < 400:
    shape = [int(v) for v in r.choice([1, 2, 3, 4, 6], r.randint(1, 5))]
    x, steps = np.zeros(shape), []
    for _ in range(r.randint(1, 5)):
        if r.rand() < .5: steps.append("T"); x = x.T
        else:
            a = r.randint(0, len(x)); b = r.randint(a + 1, len(x) + 1)
            steps.append([int(a), int(b)]); x = x[a:b]
    to = factors(x.size)
    if r.rand() < .3 and to: to[r.randint(len(to))] = -1
    put(shape, steps, to)
json.dump(cases, sys.stdout, separators=(",", ":"))
