package checks

import (
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"backprop/chapter5"
	"backprop/layers"
	"backprop/layers/layertest"
	"backprop/tensor"
	"backprop/tensor/random"
)

// layerOf makes layers of two functions that share what is kept.
func layerOf(forward func(keep map[string]T, x T) T, backward func(keep map[string]T, dout T) T) func() layers.Layer {
	return func() layers.Layer { return &madeLayer{map[string]T{}, forward, backward} }
}

type madeLayer struct {
	keep     map[string]T
	forward  func(keep map[string]T, x T) T
	backward func(keep map[string]T, dout T) T
}

func (m *madeLayer) Forward(x T) T     { return m.forward(m.keep, x) }
func (m *madeLayer) Backward(dout T) T { return m.backward(m.keep, dout) }

// each applies f to every element.
func each(x T, f func(v float64) float64) T {
	data := x.Data()
	for i, v := range data {
		data[i] = f(v)
	}
	return tensor.New(data, x.Shape()...)
}

// A lossOf is a SoftmaxWithLoss of two functions.
type lossOf struct {
	y, t     T
	forward  func(s *lossOf, x, t T) float64
	backward func(s *lossOf, dout float64) T
}

func (s *lossOf) Forward(x, t T) float64   { return s.forward(s, x, t) }
func (s *lossOf) Backward(dout float64) T  { return s.backward(s, dout) }
func lossMadeOf(s lossOf) func() LossLayer { return func() LossLayer { made := s; return &made } }
func rightLoss(s *lossOf, x, t T) float64 {
	s.t = oneHot(t, x.Shape()[0], x.Shape()[1])
	s.y = layers.Softmax(x)
	return layers.CrossEntropyError(s.y, s.t)
}
func rightBack(s *lossOf, dout float64) T {
	return s.y.Sub(s.t).MulScalar(dout / float64(s.y.Shape()[0]))
}

// lossOfSoftmax checks a SoftmaxWithLoss that subtracts something else from the scores,
// and adds something else in the logarithm.
func lossOfSoftmax(subtract func(x T) T, inLog float64) func() layertest.Report {
	return func() layertest.Report {
		return SoftmaxWithLoss(lossMadeOf(lossOf{backward: rightBack, forward: func(s *lossOf, x, t T) float64 {
			s.t = oneHot(t, x.Shape()[0], x.Shape()[1])
			e := subtract(x).Exp()
			s.y = e.Div(e.SumKeepDims(1))
			return -s.y.AddScalar(inLog).Log().Mul(s.t).Sum().Item() / float64(x.Shape()[0])
		}}))
	}
}

func affineRun(e *layertest.Exam, fresh func(W, b T) AffineLayer) layertest.Report {
	return e.Run(affineNode(fresh))
}
func single(v float64) float64 { return float64(float32(v)) }
func loop(l loopParts) func() layertest.Report {
	return func() layertest.Report { return Train(l.train) }
}
func relus(f, b func(keep map[string]T, x T) T) func() layertest.Report {
	return func() layertest.Report { return ReLU(layerOf(f, b)) }
}

// The rows of x, their product with W, and the derivative
// of a loss that is no mean.
func (p *pass) rows() T       { return p.x.Reshape(-1, p.W.Shape()[0]) }
func (p *pass) xW() T         { return p.right.Sub(p.b) }
func (p *pass) difference() T { return p.softmax().Sub(p.oneHot()).Mul(p.dout) }

func reluForward(keep map[string]T, x T) T     { keep["x"] = x.Copy(); return x.Mul(x.Greater(0)) }
func reluBackward(keep map[string]T, dout T) T { return dout.Mul(keep["x"].Greater(0)) }

// Right code in unusual styles is right.
func TestRightInOtherWays(t *testing.T) {
	for _, test := range []struct {
		name  string
		check func() layertest.Report
	}{
		{"ReLU in single precision",
			relus(func(keep map[string]T, x T) T { return each(reluForward(keep, x), single) },
				func(keep map[string]T, dout T) T { return each(reluBackward(keep, dout), single) })},
		{"ReLU lets go of what it kept", relus(reluForward, func(keep map[string]T, dout T) T {
			x := keep["x"]
			delete(keep, "x")
			return dout.Mul(x.Greater(0))
		})},
		{"Sigmoid by tanh", func() layertest.Report {
			sigma := func(v float64) float64 { return (1 + math.Tanh(v/2)) / 2 }
			return Sigmoid(layerOf(func(keep map[string]T, x T) T { keep["x"] = x.Copy(); return each(x, sigma) },
				func(keep map[string]T, dout T) T {
					return dout.Mul(each(keep["x"], sigma)).Mul(each(keep["x"].Neg(), sigma))
				}))
		}},
		{"Sigmoid as dout·y²·exp(-x)", func() layertest.Report {
			return Sigmoid(layerOf(func(keep map[string]T, x T) T {
				keep["x"], keep["y"] = x, one.Div(x.Neg().Exp().AddScalar(1))
				return keep["y"]
			}, func(keep map[string]T, dout T) T {
				return dout.Mul(keep["y"]).Mul(keep["y"]).Mul(keep["x"].Neg().Exp())
			}))
		}},
		{"Affine fills its gradients again", func() layertest.Report {
			return Affine(func(W, b T) AffineLayer {
				dW, db := tensor.Zeros(W.Shape()...), tensor.Zeros(b.Shape()...)
				l := layers.NewAffine(W, b)
				return AffineLayer{Layer: layerOf(func(_ map[string]T, x T) T { return l.Forward(x) },
					func(_ map[string]T, dout T) T {
						dx := l.Backward(dout)
						dW.SetAll(l.DW)
						db.SetAll(l.DB)
						return dx
					})(), Grads: func() (T, T) { return dW, db }}
			})
		}},
		{"the loss with another small number", func() layertest.Report {
			return SoftmaxWithLoss(lossMadeOf(lossOf{forward: func(s *lossOf, x, t T) float64 {
				rightLoss(s, x, t)
				return -each(s.y,
					func(v float64) float64 {
						return math.Log(max(v, 1e-12))
					}).Mul(s.t).Sum().Item() / float64(x.Shape()[0])
			}, backward: rightBack}))
		}},
		{"the loss in single precision", func() layertest.Report {
			return SoftmaxWithLoss(lossMadeOf(lossOf{forward: func(s *lossOf, x, t T) float64 {
				return single(rightLoss(s, x, t))
			},
				backward: func(s *lossOf, dout float64) T { return each(rightBack(s, dout), single) }}))
		}},
		{"the loss goes back through its logarithm", func() layertest.Report {
			return SoftmaxWithLoss(lossMadeOf(lossOf{forward: rightLoss,
				backward: func(s *lossOf, dout float64) T {
					dy := s.t.Div(s.y.AddScalar(1e-7)).MulScalar(-dout / float64(s.y.Shape()[0]))
					return s.y.Mul(dy.Sub(dy.Mul(s.y).SumKeepDims(1)))
				}}))
		}},
		{"the gradient of N times the loss, divided by N", func() layertest.Report {
			return Gradient(func(net *chapter5.TwoLayerNet, x, t T) map[string]T {
				net.Loss(x, t)
				n := float64(x.Shape()[0])
				net.Affine1.Backward(net.Relu1.Backward(net.Affine2.Backward(net.LastLayer.Backward(n))))
				g := gradsOf(net)
				for key := range g {
					g[key] = g[key].DivScalar(n)
				}
				return g
			})
		}},
		{"h = 1e-6", func() layertest.Report {
			return NumericalGradient(differences(1e-6, central))
		}},
		{"h = 1e-3", func() layertest.Report {
			return NumericalGradient(differences(1e-3, central))
		}},
		{"a sorted batch", loop(loopParts{draw: func(l *loopParts) []int {
			mask := drawBatch(l)
			slices.Sort(mask)
			return mask
		}})},
	} {
		t.Run(test.name, func(t *testing.T) {
			if err := test.check().Err(); err != nil {
				t.Error(err)
			}
		})
	}
}

// Another h that does no harm is remarked on.
func TestRemarkOnH(t *testing.T) {
	for h, want := range map[float64]string{1e-3: "f was called at x ± 0.001.", 1e-4: "", 1e-5: "f was called at x ± 1e-05."} {
		r := NumericalGradient(differences(h, central))
		if r.Err() != nil || len(r.Remarks) > 0 != (want != "") || want != "" && !strings.HasPrefix(r.Remarks[0].English, want) {
			t.Errorf("h = %v: %v, %v, want the remark %q", h, r.Err(), r.Remarks, want)
		}
	}
}

// What is on no list is explained without one.
func TestWhatNoListHas(t *testing.T) {
	var shared T
	for _, test := range []struct {
		name  string
		check func() layertest.Report
		want  string // words of the first problem
	}{
		{"a mask that is never cleared", relus(func(keep map[string]T, x T) T {
			stopped := x.LessEqual(0)
			if keep["stopped"] != nil && keep["stopped"].Size() == x.Size() {
				stopped = stopped.Add(keep["stopped"].Reshape(x.Shape()...)).Greater(0)
			}
			keep["stopped"] = stopped
			return x.Mul(x.Greater(0))
		}, func(keep map[string]T, dout T) T {
			return dout.Mul(keep["stopped"].LessEqual(0))
		}), "In a second call: dx is wrong: a new layer is right here"},
		{"state in the package",
			relus(func(_ map[string]T, x T) T { shared = x.Copy(); return x.Mul(x.Greater(0)) },
				func(_ map[string]T, dout T) T {
					return dout.Mul(shared.Greater(0))
				}), "the two share their state"},
		{"a result that is used again", relus(func(keep map[string]T, x T) T {
			y := reluForward(keep, x)
			if keep["y"] == nil || keep["y"].Size() != y.Size() {
				keep["y"] = y
			}
			keep["y"] = keep["y"].Reshape(y.Shape()...)
			keep["y"].SetAll(y)
			return keep["y"]
		}, reluBackward), "An earlier result of Forward has changed since"},
		{"x masked in place", relus(func(keep map[string]T, x T) T {
			x.SetMasked(x.LessEqual(0), 0)
			keep["x"] = x
			return x
		}, reluBackward), "x was overwritten"},
		{"two axes only", relus(func(keep map[string]T, x T) T {
			y := reluForward(keep, x)
			for i := range x.Shape()[0] {
				for j := range x.Shape()[1] {
					y.Set(max(0, x.At(i, j)), i, j)
				}
			}
			return y
		}, reluBackward), "With two axes it works: it has to work with any number of axes"},
		{"half below 0",
			relus(func(keep map[string]T, x T) T {
				return reluForward(keep, x).Add(x.Mul(x.Less(0)).MulScalar(0.5))
			},
				reluBackward),
			"Forward is wrong: 0.5·x·(x <= 0) is added to the right result"},
		{"at most 1", relus(func(keep map[string]T, x T) T {
			return each(reluForward(keep, x), func(v float64) float64 { return min(v, 1) })
		}, reluBackward),
			"Forward is wrong: it is wrong only where x is above 1: at [0, 3], where x is 2.46041, it is 1 and must be 2.46041"},
		{"dout and x multiplied",
			relus(reluForward, func(keep map[string]T, dout T) T { return dout.Mul(keep["x"]) }),
			"dx is wrong: it is dout·x, and must be dout·(x > 0)"},
		{"Wᵀ in Forward", func() layertest.Report {
			return affineRun(affine(), nodeLayers(replaced(rightAffine, 0, func(p *pass) T {
				return p.x.Dot(p.W.T()).Add(p.b)
			})))
		}, "It must compute x·W + b. W must not be transposed. Shapes: x (3, 5), W (5, 7), b (7)."},
		{"W in Backward", func() layertest.Report {
			return affineRun(affineDatum(), nodeLayers(replaced(rightAffine, 1, func(p *pass) T {
				return p.dout.Dot(p.W)
			})))
		}, "db = dout. W must be transposed. Shapes: x (5), W (5, 3), b (3), dout (3)."},
		{"x that is not flattened", func() layertest.Report {
			return affineRun(affine(), nodeLayers(replaced(rightAffine, 2, func(p *pass) T { return p.x.T().Dot(p.dout) })))
		}, "With x of shape (2, 1, 1, 5), to be flattened to rows (2, 5): Backward panicked"},
		{"the first row before Backward", func() layertest.Report {
			return Gradient(func(net *chapter5.TwoLayerNet, x, t T) map[string]T {
				return net.Gradient(x.Slice(0, 1), t.Slice(0, 1))
			})
		}, "W2 is wrong: the rows of the batch count [6, 0, 0, 0, 0, 0] times"},
		{"b from row 1 on", func() layertest.Report {
			return affineRun(affine(), nodeLayers(replaced(rightAffine, 0, func(p *pass) T {
				y := p.right.Copy()
				y.Slice(0, 1).SubInPlace(p.b)
				return y
			})))
		}, "Forward is wrong: it is wrong only where the row number is 0: at [0, 0]"},
		{"x left out of dW", func() layertest.Report {
			return affineRun(affineDatum(), nodeLayers(replaced(rightAffine, 2, func(p *pass) T { return ones(p.W).Mul(p.dout) })))
		}, "dW is wrong: it is (1, 1, …)ᵀ·dout, and must be x"},
		{"each derivative one place too late", func() layertest.Report {
			return NumericalGradient(func(f func(T) float64, x T) T {
				g := differences(1e-4, central)(f, x).Data()
				return tensor.New(append(g[len(g)-1:], g[:len(g)-1]...), x.Shape()...)
			})
		}, "its numbers are right, but they stand at other places"},
		{"1 subtracted in all rows of a label's column", func() layertest.Report {
			return softmaxWithLoss().Run(replaced(rightSoftmaxWithLoss, 1, func(p *pass) T {
				return p.softmax().Sub(p.oneHot().Sum(0)).Mul(p.dout).DivScalar(p.n())
			}))
		}, "y·dout/N - t.Sum(0)·dout/N"},
		{"y changed in Backward", func() layertest.Report {
			return Sigmoid(layerOf(func(keep map[string]T, x T) T { keep["y"] = one.Div(x.Neg().Exp().Add(one)); return keep["y"] },
				func(keep map[string]T, dout T) T {
					keep["y"].SubInPlace(keep["y"].Mul(keep["y"]))
					return dout.Mul(keep["y"])
				}))
		}, "y = Forward(x) was overwritten by Backward"},
		{"labels of the columns", func() layertest.Report {
			return Gradient(func(net *chapter5.TwoLayerNet, x, t T) map[string]T { return net.Gradient(x, t.Argmax(0)) })
		}, "each row has its label, t or t.Argmax(1)"},
		{"b added N times", func() layertest.Report {
			return affineRun(affine(), nodeLayers(replaced(rightAffine, 0, func(p *pass) T {
				return p.xW().Add(p.b.MulScalar(float64(p.rows().Shape()[0])))
			})))
		}, "Forward is wrong: it is a sum of two terms, x·W + N·b, and must be x·W + b"},
		{"b added D times", func() layertest.Report {
			return affineRun(affineDatum(), nodeLayers(replaced(rightAffine, 0, func(p *pass) T {
				return p.xW().Add(p.b.MulScalar(float64(p.rows().Shape()[1])))
			})))
		}, "Forward is wrong: it is a sum of two terms, x·W + D·b, and must be x·W + b"},
		{"one row twice", func() layertest.Report {
			return affineRun(affine(), nodeLayers(replaced(rightAffine, 2, func(p *pass) T {
				return p.rows().T().Dot(p.dout).Add(p.rows().Slice(0, 1).T().Dot(p.dout.Slice(0, 1)))
			})))
		}, "dW is wrong: the rows of the batch count [2, 1, 1] times, and all rows must count once."},
		{"no last row", func() layertest.Report {
			return affineRun(affine(), nodeLayers(replaced(rightAffine, 2, func(p *pass) T {
				N := p.dout.Shape()[0]
				return p.rows().Slice(0, N-1).T().Dot(p.dout.Slice(0, N-1))
			})))
		}, "dW is wrong: the rows of the batch count [1, 1, 0] times, and all rows must count once. The last row is left out."},
		{"W updated in Backward", func() layertest.Report {
			return affineRun(affine(), nodeLayers(replaced(rightAffine, 2, func(p *pass) T {
				dW := p.rows().T().Dot(p.dout)
				p.W.SubInPlace(dW.MulScalar(0.1))
				return dW
			})))
		}, "W was overwritten by Backward: parameters are changed by the training loop alone"},
		{"a result that is kept for the same x", func() layertest.Report {
			return Affine(func(W, b T) AffineLayer {
				l := layers.NewAffine(W, b)
				var x, y T
				return AffineLayer{Layer: layerOf(func(_ map[string]T, in T) T {
					if now := l.Forward(in); in != x {
						x, y = in, now
					}
					return y
				}, func(_ map[string]T, dout T) T { return l.Backward(dout) })(),
					Grads: func() (T, T) { return l.DW, l.DB }}
			})
		}, "After an update of W in place, Forward is wrong: the old numbers are still used"},
		{"Reshape for a transpose", func() layertest.Report {
			return affineRun(affine(), nodeLayers(replaced(rightAffine, 2, func(p *pass) T {
				return p.dout.T().Dot(p.rows()).Reshape(p.W.Shape()...)
			})))
		}, "dW is wrong: its numbers are right, but in the order of the transpose"},
		{"W and b updated in Backward", func() layertest.Report {
			return affineRun(affine(), nodeLayers(replaced(rightAffine, 3, func(p *pass) T {
				p.W.SubInPlace(p.rows().T().Dot(p.dout))
				db := p.dout.Sum(0)
				p.b.SubInPlace(db)
				return db
			})))
		}, "W was overwritten by Backward: parameters are changed by the training loop alone"},
		{"W rounded in Forward", func() layertest.Report {
			return affineRun(affineDatum(), nodeLayers(replaced(rightAffine, 0, func(p *pass) T {
				y := p.xW().Add(p.b)
				p.W.SetAll(each(p.W, single))
				return y
			})))
		}, "W was overwritten by Forward: parameters are changed by the training loop alone"},
		{"the label of the next row", func() layertest.Report {
			return SoftmaxWithLoss(lossMadeOf(lossOf{forward: func(s *lossOf, x, t T) float64 {
				rightLoss(s, x, t)
				N, sum := x.Shape()[0], 0.0
				for i := range N {
					sum -= math.Log(s.y.At(i, int(s.t.Argmax(1).At((i+1)%N))) + 1e-7)
				}
				return sum / float64(N)
			}, backward: rightBack}))
		}, "in row 0 the loss looks at class 0, and the label is 3"},
		{"the maximum of the whole batch", func() layertest.Report {
			return SoftmaxWithLoss(lossMadeOf(lossOf{forward: func(s *lossOf, x, t T) float64 {
				e := x.SubScalar(x.Max().Item()).Exp()
				s.y, s.t = e.Div(e.SumKeepDims(1)), oneHot(t, x.Shape()[0], x.Shape()[1])
				return layers.CrossEntropyError(s.y, s.t)
			}, backward: rightBack}))
		}, "the maximum of the whole batch is subtracted"},
		{"the derivative over the size of t", func() layertest.Report {
			size := 0.0
			return SoftmaxWithLoss(lossMadeOf(lossOf{forward: func(s *lossOf, x, t T) float64 {
				size = float64(t.Size())
				return rightLoss(s, x, t)
			}, backward: func(s *lossOf, dout float64) T { return s.y.Sub(s.t).MulScalar(dout / size) }}))
		}, "dx is wrong: it is 1/D times the right result. N = 3 is the number of rows of x, and D = 5 is their length (of scores: the number of classes)."},
		{"the loss over the size of t", func() layertest.Report {
			return SoftmaxWithLoss(lossMadeOf(lossOf{forward: func(s *lossOf, x, t T) float64 {
				return rightLoss(s, x, t) * float64(x.Shape()[0]) / float64(t.Size())
			}, backward: rightBack}))
		}, "Forward is wrong: it is 1/D times the right result. N = 3 is the number of rows of x, and D = 5 is their length"},
		{"one-hot rows that are never cleared", func() layertest.Report {
			return softmaxWithLoss().Run(func(params []T) node {
				var counted T
				return lossNode(layers.Softmax, func(t T, N, C int) T {
					if t.NDim() == 2 {
						return t
					}
					if counted == nil || counted.Size() != N*C {
						counted = tensor.Zeros(N, C)
					}
					counted.AddInPlace(oneHot(t, N, C))
					return counted
				})(params)
			})
		}, "In a second call: With labels as indices (the number of classes is 5): Forward is wrong"},
		{"scores shifted in place", func() layertest.Report {
			return softmaxWithLoss().Run(lossNode(func(x T) T {
				x.SubInPlace(x.MaxKeepDims(1))
				return layers.Softmax(x)
			}, oneHot))
		}, "x was overwritten"},
		{"a loss of 0", func() layertest.Report {
			return SoftmaxWithLoss(lossMadeOf(lossOf{forward: func(s *lossOf, x, t T) float64 {
				return 0 * rightLoss(s, x, t)
			},
				backward: rightBack}))
		}, "Forward is wrong: it is 0 and must be"},
		{"losses behind zeros", func() layertest.Report {
			return Train(func(net *chapter5.TwoLayerNet, x, t T, iters, size int, rate float64, rng *random.RandomState) []float64 {
				return append(make([]float64, iters), loopParts{}.train(net, x, t, iters, size, rate, rng)...)
			})
		}, "append adds behind the zeros"},
		{"losses that are 1 too large",
			loop(loopParts{loss: func(l *loopParts) float64 { return batchLoss(l) + 1 }}),
			"losses is wrong: it is "},
		{"0.95 of the rate",
			loop(loopParts{update: func(l *loopParts, key string) {
				l.net.Params[key].SubInPlace(l.stepOf(key).MulScalar(0.95))
			}}),
			"The step is 0.95 times learningRate·gradient"},
		{"half of the rate after the first iteration",
			loop(loopParts{update: func(l *loopParts, key string) {
				l.net.Params[key].SubInPlace(l.stepOf(key).DivScalar(float64(1 + min(l.i, 1))))
			}}),
			"The first iteration is right, and the second is not. The step is 0.5 times learningRate·gradient"},
		{"parameters in single precision", loop(loopParts{update: func(l *loopParts, key string) {
			l.net.Params[key].SetAll(each(l.net.Params[key].Sub(l.stepOf(key)), single))
		}}), "All errors are within 1% of the largest element"},
		{"rows once", loop(loopParts{draw: func(l *loopParts) []int {
			mask := drawBatch(l)
			slices.Sort(mask)
			return slices.Compact(mask)
		}}), "You update with a batch of 4 rows, but batchSize is 5"},
		{"the arguments of rng.Choice swapped", loop(loopParts{draw: func(l *loopParts) []int {
			return l.rng.Choice(l.batchSize, l.xTrain.Shape()[0])
		}}), "You update with a batch of 13 rows, but batchSize is 4: the first argument of rng.Choice"},
		{"rows moved by one",
			loop(loopParts{draw: func(l *loopParts) []int {
				mask := drawBatch(l)
				for i := range mask {
					mask[i] = (mask[i] + 1) % l.xTrain.Shape()[0]
				}
				return mask
			}}), "You update with the rows [0, 6, 7, 9], but rng.Choice(13, 4) draws [5, 6, 8, 12] with this seed"},
		{"half of a batch", loop(loopParts{draw: func(l *loopParts) []int {
			return drawBatch(l)[:2]
		}}), "Only the rows [5, 12] count in the update, but rng.Choice(13, 4) draws [5, 6, 8, 12] with this seed"},
		{"one row of a batch", loop(loopParts{draw: func(l *loopParts) []int {
			return drawBatch(l)[:1]
		}}), "Only the rows [12] count in the update"},
		{"W2 left out", loop(loopParts{update: func(l *loopParts, key string) {
			if key != "W2" {
				l.step(key)
			}
		}}), "Not updated: W2."},
		{"10 rows in every batch", loop(loopParts{draw: func(l *loopParts) []int {
			return l.rng.Choice(l.xTrain.Shape()[0], 10)
		}}), "You update with a batch of 10 rows, but batchSize is 4"},
		{"weights that shrink", loop(loopParts{update: func(l *loopParts, key string) {
			l.net.Params[key].SubInPlace(l.stepOf(key).Add(l.net.Params[key].MulScalar(0.02 * l.rate)))
		}}), "The step is not learningRate·gradient for any rows of the data: momentum, weight decay"},
		{"one map for all networks", func() layertest.Report {
			g := grads{}
			return Gradient(func(net *chapter5.TwoLayerNet, x, t T) map[string]T {
				maps.Copy(g, net.Gradient(x, t))
				return g
			})
		}, "the two share their state"},
		{"one tensor for all calls", func() layertest.Report {
			W1 := map[int]T{}
			return Gradient(func(net *chapter5.TwoLayerNet, x, t T) map[string]T {
				g := net.Gradient(x, t)
				if W1[g["W1"].Size()] == nil {
					W1[g["W1"].Size()] = g["W1"].Copy()
				}
				W1[g["W1"].Size()].SetAll(g["W1"])
				g["W1"] = W1[g["W1"].Size()]
				return g
			})
		}, "An earlier result of W1 has changed since"},
		{"one numerical gradient for all calls", func() layertest.Report {
			results := map[string]T{}
			return NumericalGradient(func(f func(T) float64, x T) T {
				g, shape := differences(1e-4, central)(f, x), x.Shape().String()
				if results[shape] == nil {
					results[shape] = g
				}
				results[shape].SetAll(g)
				return results[shape]
			})
		}, "An earlier result of NumericalGradient has changed since"},
		{"a key in lower case", func() layertest.Report {
			return Gradient(func(net *chapter5.TwoLayerNet, x, t T) map[string]T {
				g := net.Gradient(x, t)
				g["w1"] = g["W1"]
				delete(g, "W1")
				return g
			})
		}, `There is no gradient under the key "W1": the keys of the map have to be W1, b1, W2 and b2.`},
		{"a network that is updated", func() layertest.Report {
			return Gradient(func(net *chapter5.TwoLayerNet, x, t T) map[string]T {
				g := net.Gradient(x, t)
				net.Params["b2"].SubInPlace(g["b2"])
				return g
			})
		}, "b2 was overwritten by Gradient: parameters are changed by the training loop alone"},
		{"a backward pass that begins with N", func() layertest.Report {
			return Gradient(func(net *chapter5.TwoLayerNet, x, t T) map[string]T {
				net.Loss(x, t)
				n := float64(x.Shape()[0])
				net.Affine1.Backward(net.Relu1.Backward(net.Affine2.Backward(net.LastLayer.Backward(n))))
				return gradsOf(net)
			})
		}, "W2 is wrong: it is N times the right result, and N = 6"},
		{"labels overwritten", func() layertest.Report {
			return Gradient(func(net *chapter5.TwoLayerNet, x, t T) map[string]T {
				g := net.Gradient(x, t)
				t.Set(0.5, 0, 0)
				return g
			})
		}, "t was overwritten by Gradient"},
		{"numerical gradients",
			func() layertest.Report { return Gradient((*chapter5.TwoLayerNet).NumericalGradient) },
			"or a derivative numerical?"},
		{"h that is lost in x + h", func() layertest.Report { return NumericalGradient(differences(1e-30, central)) },
			"or h is so small that x + h is x"},
		{"h that is lost in some elements", func() layertest.Report { return NumericalGradient(differences(1e-16, central)) },
			"f was called at x ± 1.1e-16. Section 7.3 takes h = 1e-4"},
		{"h = 0, as 1/1000 of integers", func() layertest.Report { return NumericalGradient(differences(0, central)) },
			"x was the same in each call of f"},
		{"h = 0, and no brackets", func() layertest.Report {
			return NumericalGradient(differences(0,
				func(more, less, h float64) float64 { return (more - less) / 2 * h }))
		}, "x was the same in each call of f"},
		{"h = 0.01", func() layertest.Report { return NumericalGradient(differences(1e-2, central)) },
			"f was called at x ± 0.01. Section 7.3 takes h = 1e-4"},
		{"elements that are not put back", func() layertest.Report {
			return NumericalGradient(func(f func(T) float64, x T) T {
				grad := tensor.Zeros(x.Shape()...)
				for i, v := range x.Data() {
					x.Reshape(-1).Set(v+1e-4, i)
					more := f(x)
					x.Reshape(-1).Set(v-1e-4, i)
					grad.Reshape(-1).Set((more-f(x))/2e-4, i)
				}
				return grad
			})
		}, "6 elements were changed at once while f was called"},
		{"half of the forward difference", func() layertest.Report {
			return NumericalGradient(func(f func(T) float64, x T) T {
				grad := tensor.Zeros(x.Shape()...)
				for i, v := range x.Data() {
					y := f(x)
					x.Reshape(-1).Set(v+1e-4, i)
					grad.Reshape(-1).Set((f(x)-y)/2e-4, i)
					x.Reshape(-1).Set(v, i)
				}
				return grad
			})
		}, "f was called on one side of x only"},
		{"values of f in single precision", func() layertest.Report {
			return NumericalGradient(differences(1e-4, func(more, less, h float64) float64 {
				return (single(more) - single(less)) / (2 * h)
			}))
		}, "All errors are within 1% of the largest element"},
		{"e as 2.72", func() layertest.Report {
			return Sigmoid(layerOf(func(keep map[string]T, x T) T {
				keep["y"] = each(x, func(v float64) float64 { return 1 / (1 + math.Pow(2.72, -v)) })
				return keep["y"]
			}, func(keep map[string]T, dout T) T { return dout.Mul(keep["y"]).Mul(one.Sub(keep["y"])) }))
		}, "All errors are within 1% of the largest element"},
		{"whole numbers only", func() layertest.Report {
			return ReLU(layerOf(reluForward, func(keep map[string]T, dout T) T {
				return each(reluBackward(keep, dout), math.Trunc)
			}))
		}, "for 2·dout the result must be 2 times as large"},
		{"x from the product", func() layertest.Report { return Mul(func() NumberLayer { return &quotientMul{} }) },
			"dy is wrong: it is wrong only where y is 0: it is NaN and must be -12. (0/0, Inf/Inf, 0·Inf and the root or logarithm of a negative number are NaN.)"},
		{"x and y swapped", func() layertest.Report { return Mul(func() NumberLayer { return &swappedMul{} }) },
			"dx is wrong: it is dout·x, and must be dout·y."},
		{"the Backward of another node", func() layertest.Report { return Add(func() NumberLayer { return &layers.Mul{} }) },
			"Forward is wrong: it is x·y, and must be x + y."},
		{"dout·y from Add", func() layertest.Report { return Add(func() NumberLayer { return &productAdd{} }) },
			"dx is wrong: it is dout·y, and must be dout."},
		{"nothing where y is below 0", func() layertest.Report { return Mul(func() NumberLayer { return &zeroMul{} }) },
			"dx is wrong: it is wrong only where y is negative"},
		{"a Backward for one-hot labels alone, without N", func() layertest.Report {
			return softmaxWithLoss().Run(replaced(rightSoftmaxWithLoss, 1, func(p *pass) T {
				return p.softmax().Sub(p.in[1]).Mul(p.dout)
			}))
		}, "dx is wrong: it is y - t and not divided by N"},
		{"a Backward for one-hot labels alone, times 3", func() layertest.Report {
			return softmaxWithLoss().Run(replaced(rightSoftmaxWithLoss, 1, func(p *pass) T {
				return p.softmax().Sub(p.in[1]).Mul(p.dout).MulScalar(3 / p.n())
			}))
		}, "dx is wrong: it is 3 times the right result."},
		{"a Backward for one-hot labels alone", func() layertest.Report {
			return softmaxWithLoss().Run(replaced(rightSoftmaxWithLoss, 1, func(p *pass) T {
				return p.softmax().Sub(p.in[1]).Mul(p.dout).DivScalar(p.n())
			}))
		}, "Backward panicked: tensor: Sub: cannot broadcast (3, 5) with (3). It must compute dx = (y - t)·dout/N. Shapes: x (3, 5), t (3)."},
		{"indices without N", func() layertest.Report {
			return softmaxWithLoss().Run(replaced(rightSoftmaxWithLoss, 1, func(p *pass) T {
				if p.in[1].NDim() == 1 {
					return p.difference()
				}
				return p.difference().DivScalar(p.n())
			}))
		}, "With labels as indices (the number of classes is 5): dx is wrong: it is y - t and not divided by N"},
		{"a softmax along axis 0", func() layertest.Report {
			return softmaxWithLoss().Run(lossNode(func(x T) T {
				e := x.Sub(x.Max(0)).Exp()
				return e.Div(e.Sum(0))
			}, oneHot))
		}, "Forward is wrong: softmax is normalized down the columns: it must run along each row, SumKeepDims(1)."},
		{"small labels taken for one-hot", func() layertest.Report {
			return softmaxWithLoss().Run(lossNode(layers.Softmax, func(t T, N, C int) T {
				if t.Max().Item() <= 1 && t.NDim() == 1 {
					return tensor.Zeros(N, C)
				}
				return oneHot(t, N, C)
			}))
		}, "With labels as indices that are all 0 or 1: Forward is wrong"},
		{"two iterations at most", func() layertest.Report {
			return Train(func(net *chapter5.TwoLayerNet, x, t T, iters, size int, rate float64, rng *random.RandomState) []float64 {
				return loopParts{}.train(net, x, t, min(iters, 2), size, rate, rng)
			})
		}, "The number of losses is 2, and iters was 3"},
		{"a copy of x", func() layertest.Report {
			return NumericalGradient(func(f func(T) float64, x T) T { return differences(1e-4, central)(f, x.Copy()) })
		}, "x was the same in each call of f"},
		{"derivatives that add up", func() layertest.Report { return Mul(func() NumberLayer { return &addingMul{} }) },
			"In a second call: For x = 7, y = -4 and dout = 1: dx is wrong: this call's result and the earlier one's are added"},
		{"a network whose layers are reversed for good", func() layertest.Report {
			return Gradient(func(net network, x, t T) grads {
				net.Loss(x, t)
				dout := net.LastLayer.Backward(1)
				slices.Reverse(net.Layers)
				for _, layer := range net.Layers {
					dout = layer.Backward(dout)
				}
				return gradsOf(net)
			})
		}, "Gradient leaves net.Layers in another order"},
		{"a forward pass without the last layer", func() layertest.Report {
			return Gradient(func(net network, x, t T) grads {
				net.Predict(x)
				dout := net.LastLayer.Backward(1)
				for _, layer := range slices.Backward(net.Layers) {
					dout = layer.Backward(dout)
				}
				return gradsOf(net)
			})
		}, "the last layer still holds the batch before: go forward with net.Loss"},
		{"the data one by one, without N", func() layertest.Report {
			return Gradient(func(net network, x, t T) grads {
				sum := net.Gradient(x.Slice(0, 1), t.Slice(0, 1))
				for i := 1; i < x.Shape()[0]; i++ {
					for key, g := range net.Gradient(x.Slice(i, i+1), t.Slice(i, i+1)) {
						sum[key] = sum[key].Add(g)
					}
				}
				return sum
			})
		}, "W2 is wrong: it is N times the right result, and N = 6"},
		{"the mean of the row subtracted", lossOfSoftmax(func(x T) T { return x.Sub(x.MeanKeepDims(1)) }, 1e-7),
			"With large scores: Forward is wrong: it is NaN"},
		{"the minimum of the row subtracted", lossOfSoftmax(func(x T) T { return x.Add(x.Neg().MaxKeepDims(1)) }, 1e-7),
			"With large scores: Forward is wrong: it is NaN"},
		{"the largest size subtracted", lossOfSoftmax(func(x T) T { return x.Sub(x.Abs().MaxKeepDims(1)) }, 1e-7),
			"With large scores: Forward is wrong: it is NaN"},
		{"1e-7 subtracted in the logarithm", lossOfSoftmax(func(x T) T { return x.Sub(x.MaxKeepDims(1)) }, -1e-7),
			"(0/0, Inf/Inf, 0·Inf and the root or logarithm of a negative number are NaN.)"},
		{"nothing added in the logarithm", lossOfSoftmax(func(x T) T { return x.Sub(x.MaxKeepDims(1)) }, 0),
			"With large scores: Forward is wrong: where a softmax is 0, its logarithm is -Inf, and 0·-Inf is NaN"},
		{"no maximum, and nothing added in the logarithm", lossOfSoftmax(func(x T) T { return x }, 0),
			"With large scores: Forward is wrong: exp of a large score overflows, and +Inf/+Inf is NaN"},
		{"the maximum of the batch, and nothing added in the logarithm", lossOfSoftmax(func(x T) T { return x.SubScalar(x.Max().Item()) }, 0),
			"With large scores: Forward is wrong: the maximum of the whole batch is subtracted"},
		{"scores cut off at 5", func() layertest.Report {
			cut := func(x T) T { return each(x, func(v float64) float64 { return min(max(v, -5), 5) }) }
			return SoftmaxWithLoss(lossMadeOf(lossOf{backward: rightBack,
				forward: func(s *lossOf, x, t T) float64 { return rightLoss(s, cut(x), t) }}))
		}, "With large scores: Forward is wrong: it is 1.63423 and must be 1.28873."},
		{"x for dout in dx", func() layertest.Report {
			return affineRun(affine(), nodeLayers(replaced(rightAffine, 1, func(p *pass) T { return p.x.Dot(p.W.T()) })))
		}, "db = Σ dout. Shapes: x (3, 5)"},
		{"W for dout in dW", func() layertest.Report {
			return affineRun(affine(), nodeLayers(replaced(rightAffine, 2, func(p *pass) T { return p.x.T().Dot(p.W) })))
		}, "db = Σ dout. Shapes: x (3, 5)"},
		{"rows that count in sixths", func() layertest.Report {
			return affineRun(affine(), nodeLayers(replaced(rightAffine, 3, func(p *pass) T {
				db := tensor.Zeros(p.b.Size())
				for i := range p.dout.Shape()[0] {
					db.AddInPlace(p.dout.Slice(i, i+1).Sum(0).MulScalar(float64(i+1) / 6))
				}
				return db
			})))
		}, "db is wrong: the rows of the batch count [0.166667, 0.333333, 0.5] times"},
		{"the product of the sums", func() layertest.Report {
			return affineRun(affine(), nodeLayers(replaced(rightAffine, 2, func(p *pass) T {
				return p.x.Sum(0).Reshape(-1, 1).Dot(p.dout.Sum(0).Reshape(1, -1))
			})))
		}, "dW is wrong: it is xᵀ·(1, 1, …)·(1, 1, …)ᵀ·dout, and must be xᵀ·dout."},
		{"labels that Backward overwrites", func() layertest.Report {
			return softmaxWithLoss().Run(replaced(rightSoftmaxWithLoss, 1, func(p *pass) T {
				p.in[1].SubInPlace(p.softmax())
				return p.right
			}))
		}, "t was overwritten by Backward"},
		{"1/2 in integers", func() layertest.Report {
			two := 2
			return NumericalGradient(differences(1e-4, func(more, less, h float64) float64 { return (more - less) * float64(1/two) / h }))
		}, "A quotient of integers, such as 1/2 or 1/N, is 0 in Go."},
		{"a field that is not set", func() layertest.Report { return Mul(func() NumberLayer { return &halfMul{} }) },
			"dx is wrong: it is 0 and must be 7.5. (A result or a field that is not set is 0;"},
		{"inputs stored as integers", func() layertest.Report { return Mul(func() NumberLayer { return &wholeMul{} }) },
			"dx is wrong: it is dout·int(y), and must be dout·y."},
		{"only images are flattened", func() layertest.Report {
			return affine().Run(func(params []T) node {
				n := rightAffine(params)
				return node{Backward: n.Backward, Forward: func(in []T) T {
					if in[0].NDim() == 3 {
						in[0].Dot(params[0])
					}
					return n.Forward(in)
				}}
			})
		}, "it has to work with any number of axes"},
		{"value receivers",
			func() layertest.Report { return Mul(func() NumberLayer { return &valueMul{} }) },
			"a method with a value receiver sets the field of a copy"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := test.check()
			if len(r.Problems) == 0 || !strings.Contains(r.Problems[0].English, test.want) {
				t.Errorf("%v, want %q in the first problem", r.Problems, test.want)
			}
		})
	}
}

// nodeLayers makes Affine layers of nodes.
func nodeLayers(m maker) func(W, b T) AffineLayer {
	return func(W, b T) AffineLayer {
		n := m([]T{W, b})
		var gradients []T
		return AffineLayer{Layer: layerOf(func(_ map[string]T, x T) T { return n.Forward([]T{x}) },
			func(_ map[string]T, dout T) T { gradients = n.Backward(dout); return gradients[0] })(),
			Grads: func() (T, T) { return gradients[1], gradients[2] }}
	}
}

// A valueMul keeps x and y in a copy of itself, which is its mistake.
type valueMul struct{ x, y float64 }

//lint:ignore SA4005 the mistake itself
func (m valueMul) Forward(x, y float64) float64 { m.x, m.y = x, y; return x * y }

func (m valueMul) Backward(dout float64) (dx, dy float64) { return dout * m.y, dout * m.x }

// A swappedMul multiplies each derivative by the wrong input.
type swappedMul struct{ x, y float64 }

func (m *swappedMul) Forward(x, y float64) float64 { m.x, m.y = x, y; return x * y }

func (m *swappedMul) Backward(dout float64) (dx, dy float64) { return dout * m.x, dout * m.y }

// A productAdd has the Backward of a Mul.
type productAdd struct{ layers.Mul }

func (m *productAdd) Forward(x, y float64) float64 { m.Mul.Forward(x, y); return x + y }

// A zeroMul takes a y below 0 for one that is missing.
type zeroMul struct{ x, y float64 }

func (m *zeroMul) Forward(x, y float64) float64 { m.x, m.y = x, y; return x * y }

func (m *zeroMul) Backward(dout float64) (dx, dy float64) {
	if m.y < 0 {
		return 0, dout * m.x
	}
	return dout * m.y, dout * m.x
}

// A quotientMul does not keep x.
type quotientMul struct{ y, product float64 }

func (m *quotientMul) Forward(x, y float64) float64 { m.y, m.product = y, x*y; return x * y }

func (m *quotientMul) Backward(dout float64) (dx, dy float64) {
	return dout * m.y, dout * m.product / m.y
}

// An addingMul adds its derivatives up, as if one call were a branch of the next.
type addingMul struct{ x, y, dx, dy float64 }

func (m *addingMul) Forward(x, y float64) float64 { m.x, m.y = x, y; return x * y }

func (m *addingMul) Backward(dout float64) (dx, dy float64) {
	m.dx, m.dy = m.dx+dout*m.y, m.dy+dout*m.x
	return m.dx, m.dy
}

// A halfMul stores y in x.
type halfMul struct{ x, y float64 }

func (m *halfMul) Forward(x, y float64) float64 { m.x, m.x = x, y; return x * y }

func (m *halfMul) Backward(dout float64) (dx, dy float64) { return dout * m.y, dout * m.x }

// A wholeMul stores whole numbers.
type wholeMul struct{ x, y int }

func (m *wholeMul) Forward(x, y float64) float64 {
	m.x, m.y = int(x), int(y)
	return x * y
}

func (m *wholeMul) Backward(dout float64) (dx, dy float64) {
	return dout * float64(m.y), dout * float64(m.x)
}
