"""Exchanges arrays with real NumPy.

npz.py make DIR    writes stored.npz, deflated.npz and array.npy into DIR
npz.py check FILE  says whether FILE, a go.npz, has the arrays that it should
"""
import sys, zipfile
import numpy as np
from numpy.lib import format

DTYPES = "<f8 >f8 <f4 >f4 |i1 <i2 >i2 <i4 >i4 <i8 >i8 |u1 <u2 >u2 <u4 >u4 <u8 >u8 |b1".split()

# Every sort of float64: NaNs with payloads and signs (one of them signalling),
# infinities, zeros, the smallest, the largest, and 0.1.
BITS = np.array([0x7FF8000000000000, 0xFFF8000000000123, 0x7FF0000000000001, 0x7FF0000000000000,
                 0xFFF0000000000000, 0, 0x8000000000000000, 1, 0x7FEFFFFFFFFFFFFF,
                 0x3FB999999999999A], "u8")

COMMON = {
    "W1": np.arange(6.0).reshape(2, 3) / 4 - 1,
    "b1": np.arange(3.0),
    "bits": BITS.view("f8"),
    "empty": np.zeros((0, 3)),
    "scalar": np.array(2.5),
    "가중치": np.array([1.0]),
}


def values(kind):
    i = np.arange(6)
    return {"f": i / 4 - 1, "i": i - 2, "u": i * 40, "b": i % 2}[kind].reshape(1, 2, 3)


def make(folder):
    np.savez(folder + "/stored.npz", **COMMON)
    np.save(folder + "/array.npy", COMMON["W1"])
    with zipfile.ZipFile(folder + "/deflated.npz", "w") as z:
        for d in DTYPES:
            for order in "CF":
                for version in 1, 2, 3:
                    if version != 1 and d not in ("<f8", ">f4", "|i1"):
                        continue
                    info = zipfile.ZipInfo(f"{d[1:]}{'be' if d[0] == '>' else 'le'}_{order}_{version}.npy")
                    info.compress_type = zipfile.ZIP_DEFLATED
                    with z.open(info, "w") as f:
                        format.write_array(f, np.array(values(d[1]), d, order=order), (version, 0))


def check(path):
    with np.load(path) as z:
        want = dict(COMMON, transposed=COMMON["W1"].T)
        assert sorted(z.files) == sorted(want), z.files
        for name, w in want.items():
            got = z[name]
            same = (got.dtype.str, got.shape, got.tobytes()) == ("<f8", w.shape, w.tobytes())
            assert same, f"{name}: {got!r}, want {w!r}"
            print(name, got.dtype.str, got.shape, got.tobytes().hex())


{"make": make, "check": check}[sys.argv[1]](sys.argv[2])
