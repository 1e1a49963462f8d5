"""Hashes of NumPy's legacy normals with a correctly rounded logarithm. Usage: normals.py [count] > normals.json

The same uniforms and the same formula as np.random.RandomState(seed).randn(count), but for log, which is computed
to 40 digits and rounded once. stderr says in how many draws NumPy, with its C library's log, differs from that.
"""
import hashlib, json, math, struct, sys
from decimal import Context, Decimal
import numpy as np

context = Context(prec=40)
def log(x): return float(context.ln(Decimal(x)))

def normals(seed, count):
    uniform = np.random.RandomState(seed).random_sample(3 * count + 1000).tolist()
    draws, i = [], 0
    while len(draws) < count:
        x1, x2 = 2.0 * uniform[i] - 1.0, 2.0 * uniform[i+1] - 1.0
        r2, i = x1 * x1 + x2 * x2, i + 2
        if r2 >= 1.0 or r2 == 0.0: continue
        f = math.sqrt(-2.0 * log(r2) / r2)
        draws += [f * x2, f * x1]
    return draws[:count]

count, out, differ, worst = int(sys.argv[1]) if len(sys.argv) > 1 else 200000, [], 0, 0
for seed in (0, 1, 42, 2026, 4294967295):
    draws = normals(seed, count)
    out.append({"seed": seed, "count": count, "sha256": hashlib.sha256(struct.pack("<%dd" % count, *draws)).hexdigest()})
    bits, numpys = np.array(draws).view(np.int64), np.random.RandomState(seed).randn(count).view(np.int64)
    differ, worst = differ + int((bits != numpys).sum()), max(worst, int(abs(bits - numpys).max()))
print("%d of %d draws differ from NumPy's, by %d units in the last place at most" % (differ, 5 * count, worst), file=sys.stderr)
json.dump(out, sys.stdout, indent=0)
