package view

// curveWidth is the least number of points of a long curve, and half of the
// most.
const curveWidth = 300

// A curve holds the means of bin values each. It begins with a bin of 1.
type curve struct {
	points []float64
	bin    int
	sum    float64 // of the values in the present bin
	count  int     // of these
}

// add adds a value. Where there are too many points, each two become one.
func (c *curve) add(v float64) {
	c.sum += v
	if c.count++; c.count < c.bin {
		return
	}
	c.points = append(c.points, c.sum/float64(c.bin))
	c.sum, c.count = 0, 0
	if len(c.points) == 2*curveWidth {
		for i := range curveWidth {
			c.points[i] = (c.points[2*i] + c.points[2*i+1]) / 2
		}
		c.points = c.points[:curveWidth]
		c.bin *= 2
	}
}
