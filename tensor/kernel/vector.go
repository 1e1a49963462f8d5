package kernel

import "sync/atomic"

// These do with gather what needs no product of matrices. A long list of
// numbers is taken as rows of rowLen.

const rowLen = 50

// inOrder has the rows in order, each with value 0: as one list, or with the
// ends counting as lists of one row each.
var inOrder, counting = func() (inOrder [256]entry, counting [257]uint32) {
	for k := range inOrder {
		inOrder[k], counting[k+1] = entry(k), uint32(k+1)
	}
	return
}()

// AddScaled adds s*x to c, element by element. It reports whether what is
// then in c is known to be finite, which is seen best while it is at hand.
func AddScaled(c []float64, s float64, x []float64) (finite bool) {
	values := []float64{s}
	var infinite atomic.Bool
	const part = rowLen * pieceCols
	Share((len(c)+part-1)/part, 4*len(c), func(p int) {
		c, x := c[p*part:min((p+1)*part, len(c))], x[p*part:]
		rows := len(c) / rowLen
		gather(lists{stay: c, stayStride: rowLen, others: x, othersStride: rowLen, n: rowLen,
			values: values, entries: inOrder[:], ends: counting[:], endsStep: 1, count: rows})
		for i := rows * rowLen; i < len(c); i++ {
			c[i] += float64(s * x[i])
		}
		if !Finite(c) {
			infinite.Store(true)
		}
	})
	return !infinite.Load()
}

// AddRows adds to c the rows that lie one after another in rows.
func AddRows(c, rows []float64) {
	addRows(c, 1, rows)
}

// addRows adds v times each of the rows to c.
func addRows(c []float64, v float64, rows []float64) {
	n, values := len(c), []float64{v}
	for n > 0 && len(rows) > 0 {
		count := min(len(rows)/n, len(inOrder))
		gather(lists{stay: c, others: rows, othersStride: n, n: n,
			values: values, entries: inOrder[:], ends: []uint32{0, uint32(count)}, count: 1})
		rows = rows[count*n:]
	}
}

// Finite reports whether there is neither NaN nor infinity in x: 0 times such
// an element is NaN, and then so is the sum.
func Finite(x []float64) bool {
	var sum [64]float64
	whole := len(x) &^ (len(sum) - 1)
	addRows(sum[:], 0, x[:whole])
	addRows(sum[:len(x)-whole], 0, x[whole:])
	for _, v := range sum {
		if v != 0 {
			return false
		}
	}
	return true
}

// AddToRows adds row to each of the rows that lie one after another in c.
func AddToRows(c, row []float64) {
	n := len(row)
	for n > 0 && len(c) > 0 {
		count := min(len(c)/n, len(inOrder))
		gather(lists{stay: c, stayStride: n, others: row, n: n,
			values: []float64{1}, entries: inOrder[:], ends: counting[:], endsStep: 1, count: count})
		c = c[count*n:]
	}
}
