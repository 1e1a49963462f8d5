// Package kernel has the inner loops of package tensor.
//
// Whatever it computes is the same bits on every machine: sums run from the
// first element to the last, and a product is rounded before it is added
// (float64(x*y) + z), because Go may otherwise fuse the two into one rounding
// on processors that can, and not on those that cannot.
package kernel

// A Matrix is a view of Data: element (i, j) is Data[i*RowStride+j*ColStride].
type Matrix struct {
	Data                 []float64
	Rows, Cols           int
	RowStride, ColStride int
}

// DotReference sets c to a·b by the definition: element (i, j) is the sum
// over k, from first to last, of a[i, k] * b[k, j].
//
//	a: (M, K)   b: (K, N)   c: (M, N), row-major
func DotReference(c []float64, a, b Matrix) {
	for i := range a.Rows {
		for j := range b.Cols {
			sum := 0.0
			for k := range a.Cols {
				sum += float64(a.Data[i*a.RowStride+k*a.ColStride] *
					b.Data[k*b.RowStride+j*b.ColStride])
			}
			c[i*b.Cols+j] = sum
		}
	}
}

// Dot sets c to a·b, equal to DotReference to the bit.
//
// It spares the products with a's zeros (four in five of MNIST's pixels are):
// adding 0*b leaves a sum as it is while b is finite, and 0*∞ is NaN, so b is
// looked through first. What is left of a row of a is taken four at a time:
// each element of c still adds its products in order, and is loaded and
// stored once for four.
func Dot(c []float64, a, b Matrix) {
	if a.Rows == 0 || b.Cols == 0 {
		return
	}
	b = packed(b)
	finite := allFinite(b)
	values := make([]float64, a.Cols)
	rows := make([]int, a.Cols)
	n := b.Cols
	for i := range a.Rows {
		nonzero := 0
		for k := range a.Cols {
			v := a.Data[i*a.RowStride+k*a.ColStride]
			values[nonzero], rows[nonzero] = v, k*b.RowStride
			if v != 0 || !finite {
				nonzero++
			}
		}
		out := c[i*n : (i+1)*n]
		clear(out)
		k := 0
		for ; k+4 <= nonzero; k += 4 {
			addFour(out, values[k:k+4], b.Data[rows[k]:], b.Data[rows[k+1]:],
				b.Data[rows[k+2]:], b.Data[rows[k+3]:])
		}
		for ; k < nonzero; k++ {
			v, row := values[k], b.Data[rows[k]:][:n]
			for j := range out {
				out[j] += float64(v * row[j])
			}
		}
	}
}

// addFour adds v[0]*p, v[1]*q, v[2]*r, v[3]*s to out, in this order.
func addFour(out, v, p, q, r, s []float64) {
	n := len(out)
	p, q, r, s = p[:n], q[:n], r[:n], s[:n]
	v0, v1, v2, v3 := v[0], v[1], v[2], v[3]
	for j := range out {
		sum := out[j] + float64(v0*p[j])
		sum += float64(v1 * q[j])
		sum += float64(v2 * r[j])
		out[j] = sum + float64(v3*s[j])
	}
}

// packed returns m with its rows one after another, which Dot walks.
func packed(m Matrix) Matrix {
	if m.ColStride == 1 || m.Cols == 1 && m.RowStride == 1 {
		return m
	}
	p := Matrix{make([]float64, m.Rows*m.Cols), m.Rows, m.Cols, m.Cols, 1}
	for i := range m.Rows {
		row := p.Data[i*m.Cols : (i+1)*m.Cols]
		for j := range row {
			row[j] = m.Data[i*m.RowStride+j*m.ColStride]
		}
	}
	return p
}

// allFinite reports whether m, which is packed, has neither NaN nor ±Inf.
func allFinite(m Matrix) bool {
	for i := range m.Rows {
		for _, v := range m.Data[i*m.RowStride:][:m.Cols] {
			if v-v != 0 { // ∞-∞ and NaN-NaN are NaN
				return false
			}
		}
	}
	return true
}
