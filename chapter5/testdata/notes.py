"""The notes' own Python program (sections 6 and 7), runnable with NumPy.

Usage: notes.py train|gradcheck DATA_DIR [--seed N] [--iters N] [--batch N] [--hidden N] [--lr LR] [--losses] [--mixed]
                [--load FILE.npz] [--save FILE.npz]
DATA_DIR holds the four official gz files. --losses prints the loss of every iteration. By default pixels are float32/255 as
the book's loader leaves them, then float64 (so every product is float64);
--mixed keeps them float32 as the book does.
"""
import gzip, os, sys, time, resource
from collections import OrderedDict
import numpy as np


def load_mnist(d, normalize=True, one_hot_label=True, mixed=False):
    def img(n):
        with gzip.open(os.path.join(d, n)) as f:
            a = np.frombuffer(f.read(), np.uint8, offset=16).reshape(-1, 784)
        if normalize:
            a = a.astype(np.float32); a /= 255.0
        return a if mixed else a.astype(np.float64)
    def lab(n):
        with gzip.open(os.path.join(d, n)) as f:
            a = np.frombuffer(f.read(), np.uint8, offset=8)
        return np.eye(10)[a] if one_hot_label else a
    return ((img('train-images-idx3-ubyte.gz'), lab('train-labels-idx1-ubyte.gz')),
            (img('t10k-images-idx3-ubyte.gz'), lab('t10k-labels-idx1-ubyte.gz')))


def softmax(x):
    x = x - np.max(x, axis=-1, keepdims=True)
    e = np.exp(x)
    return e / np.sum(e, axis=-1, keepdims=True)


def cross_entropy_error(y, t):
    if t.size == y.size:
        t = t.argmax(axis=1)
    n = y.shape[0]
    return -np.sum(np.log(y[np.arange(n), t] + 1e-7)) / n


def numerical_gradient(f, x):
    h = 1e-4
    g = np.zeros_like(x)
    it = np.nditer(x, flags=['multi_index'], op_flags=['readwrite'])
    while not it.finished:
        i = it.multi_index
        tmp = x[i]
        x[i] = tmp + h; f1 = f(x)
        x[i] = tmp - h; f2 = f(x)
        g[i] = (f1 - f2) / (2 * h)
        x[i] = tmp
        it.iternext()
    return g


class Relu:
    def forward(self, x):
        self.mask = (x <= 0)
        out = x.copy(); out[self.mask] = 0
        return out
    def backward(self, dout):
        dout[self.mask] = 0
        return dout


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b
    def forward(self, x):
        self.original_x_shape = x.shape
        self.x = x.reshape(x.shape[0], -1)
        return np.dot(self.x, self.W) + self.b
    def backward(self, dout):
        dx = np.dot(dout, self.W.T)
        self.dW = np.dot(self.x.T, dout)
        self.db = np.sum(dout, axis=0)
        return dx.reshape(*self.original_x_shape)


class SoftmaxWithLoss:
    def forward(self, x, t):
        self.t = t; self.y = softmax(x)
        self.loss = cross_entropy_error(self.y, t)
        return self.loss
    def backward(self, dout=1):
        n = self.t.shape[0]
        if self.t.size == self.y.size:
            return (self.y - self.t) / n
        dx = self.y.copy(); dx[np.arange(n), self.t] -= 1
        return dx / n


class TwoLayerNet:
    def __init__(self, i, h, o, std=0.01):
        p = self.params = {}
        p['W1'] = std * np.random.randn(i, h); p['b1'] = np.zeros(h)
        p['W2'] = std * np.random.randn(h, o); p['b2'] = np.zeros(o)
        self.layers = OrderedDict()
        self.layers['Affine1'] = Affine(p['W1'], p['b1'])
        self.layers['Relu1'] = Relu()
        self.layers['Affine2'] = Affine(p['W2'], p['b2'])
        self.lastLayer = SoftmaxWithLoss()
    def predict(self, x):
        for l in self.layers.values(): x = l.forward(x)
        return x
    def loss(self, x, t): return self.lastLayer.forward(self.predict(x), t)
    def accuracy(self, x, t):
        y = np.argmax(self.predict(x), axis=1)
        if t.ndim != 1: t = np.argmax(t, axis=1)
        return np.sum(y == t) / float(x.shape[0])
    def numerical_gradient(self, x, t):
        f = lambda W: self.loss(x, t)
        return {k: numerical_gradient(f, self.params[k]) for k in ('W1', 'b1', 'W2', 'b2')}
    def gradient(self, x, t):
        self.loss(x, t)
        d = self.lastLayer.backward(1)
        for l in reversed(list(self.layers.values())): d = l.backward(d)
        return {'W1': self.layers['Affine1'].dW, 'b1': self.layers['Affine1'].db,
                'W2': self.layers['Affine2'].dW, 'b2': self.layers['Affine2'].db}


def opt(name, default):
    return int(sys.argv[sys.argv.index(name) + 1]) if name in sys.argv else default


def main():
    cmd, d = sys.argv[1:3]
    if '--seed' in sys.argv: np.random.seed(opt('--seed', 0))
    t0 = time.time()
    (xt, tt), (xs, ts) = load_mnist(d, mixed='--mixed' in sys.argv)
    t1 = time.time()
    net = TwoLayerNet(784, opt('--hidden', 50), 10)
    if '--load' in sys.argv:
        with np.load(sys.argv[sys.argv.index('--load') + 1]) as f:
            for k in net.params: net.params[k][...] = f[k]
    if cmd == 'gradcheck':
        a = net.numerical_gradient(xt[:3], tt[:3]); b = net.gradient(xt[:3], tt[:3])
        for k in a: print(k + ':' + str(np.average(np.abs(b[k] - a[k]))))
    else:
        iters, bs, lr = opt('--iters', 10000), opt('--batch', 100), float(sys.argv[sys.argv.index('--lr') + 1]) if '--lr' in sys.argv else 0.1
        n = xt.shape[0]; per = max(n / bs, 1)
        for i in range(iters):
            m = np.random.choice(n, bs)
            xb, tb = xt[m], tt[m]
            g = net.gradient(xb, tb)
            for k in ('W1', 'b1', 'W2', 'b2'): net.params[k] -= lr * g[k]
            loss = net.loss(xb, tb)
            if '--losses' in sys.argv: print('loss', i, repr(loss))
            if i % per == 0: print(net.accuracy(xt, tt), net.accuracy(xs, ts), flush=True)
        print('last loss', repr(loss))
        if '--save' in sys.argv: np.savez(sys.argv[sys.argv.index('--save') + 1], **net.params)
    print('load %.2fs run %.2fs peak %d MB' % (t1 - t0, time.time() - t1,
          resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024), file=sys.stderr)


main()
