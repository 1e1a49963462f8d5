"""More golden draws from NumPy's legacy generator, at the edges. Usage: edges.py > edges.json

The steps are those of draws.py; rand and randn take shapes, and an empty one is written (). "state" is
get_state()'s: two words of the key, pos, has_gauss, cached_gaussian. Scripts with many draws are stored as the
SHA-256 of all of them as little-endian float64.
"""
import hashlib, json, struct, sys
import numpy as np

def run(seed, script):
    r, draws = np.random.RandomState(seed), []
    for step in script.split(", "):
        op, *n = step.split()
        n = [] if n == ["()"] else [int(v) for v in n]
        if op == "rand": draws += np.ravel(r.rand(*n)).tolist()
        elif op == "randn": draws += np.ravel(r.randn(*n)).tolist()
        elif op == "choice": draws += [float(v) for v in r.choice(n[0], n[1])]
        elif op == "permutation": draws += [float(v) for v in r.permutation(n[0])]
        elif op == "shuffle":
            a = np.arange(n[0]); r.shuffle(a); draws += [float(v) for v in a]
        elif op == "state":
            _, key, *rest = r.get_state(); draws += [float(v) for v in (key[0], key[623], *rest)]
        else: raise ValueError(step)
    return draws

few = ("rand (), randn (), rand 2 3, randn 3 2 1, rand 0 4, randn 0, rand ()",
       "choice 1 0, choice 7 0, choice 0 0, rand ()", "choice 1 5, rand ()",
       "permutation 0, permutation 1, shuffle 0, shuffle 1, rand ()", "permutation 2, permutation 3, shuffle 2, rand ()",
       "choice 255 5, choice 256 5, choice 257 5, choice 32768 5, choice 2147483647 5, rand ()",
       "choice 2147483648 4, choice 4294967295 4, rand ()", "choice 4294967296 5, rand ()",
       "choice 4294967297 5, choice 4294967298 4, rand ()", "choice 8589934592 4, choice 1099511627777 4, rand ()",
       "randn 1, choice 4294967297 2, randn 2, choice 5 3, randn 1, rand ()",
       "rand 311, choice 9 2, state, rand 2, state", "randn 2, state, randn 1, state, shuffle 9, state, randn 1, state", "state")
many = ("rand 300 400", "choice 60000 100000", "choice 1000 50000, rand 5, permutation 5000", "permutation 60000", "shuffle 60000, state",
        "choice 65537 5000, choice 33 5000, choice 32 5000, state")
out = [{"seed": seed, "script": script, "draws": run(seed, script)} for seed in (0, 42, 2147483648, 4294967295) for script in few]
for seed in (0, 42, 4294967295):
    for script in many:
        draws = run(seed, script)
        out.append({"seed": seed, "script": script, "count": len(draws), "sha256": hashlib.sha256(struct.pack("<%dd" % len(draws), *draws)).hexdigest()})
json.dump(out, sys.stdout, indent=0)
