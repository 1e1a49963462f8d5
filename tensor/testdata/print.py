"""What NumPy prints. Usage: print.py > print.json

Each case: {"shape", "data", "want"}; NaN and infinities are strings.
"""
import json, math, sys
import numpy as np

r = np.random.RandomState(5)
cases = []


def enc(v):
    v = float(v)
    if math.isnan(v): return "NaN"
    if math.isinf(v): return "+Inf" if v > 0 else "-Inf"
    return v


def put(a):
    a = np.asarray(a, dtype=np.float64)
    cases.append({"shape": list(a.shape), "data": [enc(v) for v in a.ravel()], "want": str(a)})


nan, inf = math.nan, math.inf
for v in (0, -0.0, 1, 2.5, -3, 0.1, 1e15, 1e16, 123456789012345678, 0.0001, 0.00001, 1e-300, 1e300, nan, inf, -inf):
    put(v); put([v]); put([v, 1]); put([[v], [0.5]])
put([]); put(np.zeros((0, 3))); put(np.zeros((3, 0))); put(np.zeros((2, 0, 2)))
put([1, 2.25, 333]); put([1.123456789, 2]); put([0.001953125]); put([1 / 3, 2 / 3]); put([1e8, 1]); put([99999999, 1])
put([0.0001, 0.1]); put([0.0001, 0.1001]); put([1, 1000]); put([1, 1000.5]); put([1, 1001]); put([1e10]); put([1e-5, 1e-100])
put([1.5e-7, nan, inf]); put([nan, -inf, 1.25]); put([nan, nan]); put([-inf, 0]); put([1e200, -1.123456789012]); put([-1, 10, -100])
put(np.arange(12).reshape(3, 4)); put(np.arange(24).reshape(2, 3, 4) / 7); put(np.arange(16).reshape(2, 2, 2, 2) - 8)
put(np.arange(100)); put(np.arange(60) / 3); put(np.arange(1000)); put(np.arange(1001)); put(np.arange(2000).reshape(2, 1000))
put(np.arange(2000).reshape(1000, 2)); put(np.arange(1200).reshape(10, 10, 12)); put(np.arange(1100).reshape(11, 100) * 1e-9)
put(np.round(r.randn(30), 1)); put(np.where(r.rand(40) < .5, 1, .123456)); put(r.randn(5, 7)); put(r.randn(3, 30))
put(r.rand(784, 2)[:501]); put(np.r_[np.zeros(600), 1e9, np.zeros(600)])
for _ in range(60):
    shape = r.randint(1, 6, r.randint(1, 4))
    put(np.round(r.randn(*shape) * 10.0 ** r.randint(-6, 9), r.randint(0, 12)))
for _ in range(30):
    put(r.randn(*r.randint(1, 6, r.randint(1, 3))) * 10.0 ** r.randint(-300, 300))
# Denormals have fewer digits than NumPy fills up with: [4.94e-324 1.25e+000].
for v in ([5e-324, 1.25], [5e-324], [5e-324, 0], [1e-323, 1.123456789], [1.5e-323, 9.9e-323], [2.5e-323, -1.75], [1e-320, 2e-310], [1.2345e-320, 3.25],
          [2.2250738585072014e-308, 1], [2.225073858507201e-308, 1.5], [5e-324, nan, -inf, 1.5]): put(v)
for _ in range(60):
    a = r.randint(1, 1 << r.randint(1, 53), r.randint(1, 5)).astype(np.int64).view(np.float64) * r.choice([-1, 1])
    put(np.r_[a, np.round(r.randn(r.randint(0, 3)), r.randint(0, 10))])
# An axis of 6 is shown whole, one of 7 is not; 1e8 is the first with an exponent.
put(np.arange(1002).reshape(6, 167)); put(np.arange(1001).reshape(7, 143)); put(np.arange(1002).reshape(167, 6)); put(np.arange(1001).reshape(143, 7))
put(np.arange(1008).reshape(6, 7, 24)); put(np.arange(1008).reshape(24, 6, 7)); put([1e8]); put([1e8 - 0.5]); put([[1e8]]); put([-1e8])
json.dump(cases, sys.stdout, indent=0)
