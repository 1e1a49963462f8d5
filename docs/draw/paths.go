package draw

import "backprop/chapter5/graph"

// pathsGraph is u = xy, v = x², z = uv at x = 2 and y = 5.
func pathsGraph() (x, y, u, v, z *graph.Node) {
	x, y = graph.Var("x", 2), graph.Var("y", 5)
	u, v = x.Mul(y).Named("u"), x.Pow(2).Named("v")
	z = u.Mul(v).Named("z")
	run(z, 1)
	return x, y, u, v, z
}

func paths(title string, korean bool) []byte {
	x, _, u, v, z := pathsGraph()
	sum := "4 × 5 + 10 × 4"
	c := newGraphCanvas(title, z, korean, 370)
	start := c.name(220, 25, "x = "+value(x))
	a, b := c.node(110, 135, "5x"), c.node(330, 135, "x²")
	c.edge(start, a)
	c.edge(start, b)
	c.text("backward", "end", 148, 75, "∂u/∂x = "+graph.Format(u.Local(0)))
	c.text("backward", "start", 292, 75, "∂v/∂x = "+graph.Format(v.Local(0)))
	mul := c.node(220, 235, "×")
	c.edge(a, mul)
	c.edge(b, mul)
	c.text("forward", "end", 104, 172, "u = "+value(u))
	c.text("forward", "start", 336, 172, "v = "+value(v))
	c.text("backward", "end", 148, 205, "∂z/∂u = "+graph.Format(z.Local(0)))
	c.text("backward", "start", 292, 205, "∂z/∂v = "+graph.Format(z.Local(1)))
	c.edge(mul, c.name(220, 310, "z = "+value(z)))
	c.text("backward", "middle", 220, 345, "∂z/∂x = "+sum+" = "+derivative(x))
	return c.svg()
}

func modes(title string, korean bool) []byte {
	x, y, u, v, z := pathsGraph()
	forward := in(korean, "forward mode,\none run for each input", "전진 모드:\n입력마다 한 번씩")
	reverse := in(korean, "reverse mode,\none run for all inputs", "후진 모드:\n모든 입력을 한 번에")
	du, dv := u.Local(0), v.Local(0)
	dz := float64(z.Local(0)*du) + float64(z.Local(1)*dv)
	format := graph.Format
	c := newGraphCanvas(title, z, korean, 430)
	for side, mode := range []struct {
		title, x, y, u, v, z, result string
	}{
		{forward, "1", "0", format(du), format(dv), format(dz), "∂z/∂x = " + format(dz)},
		{reverse, derivative(x), derivative(y), derivative(u), derivative(v), derivative(z),
			"∂z/∂x = " + derivative(x) + ", ∂z/∂y = " + derivative(y)},
	} {
		left := float64(side * 220)
		c.text("muted", "middle", left+110, 25, mode.title)
		nx, ny := c.name(left+140, 85, "x"), c.name(left+50, 85, "y")
		mul, square := c.node(left+70, 185, "×"), c.node(left+165, 185, "x²")
		last := c.node(left+118, 285, "×")
		c.edge(nx, mul)
		c.edge(ny, mul)
		c.edge(nx, square)
		c.edge(mul, last)
		c.edge(square, last)
		c.edge(last, c.name(left+118, 375, "z"))
		c.text("backward", "start", left+152, 85, mode.x)
		c.text("backward", "end", left+38, 85, mode.y)
		c.text("backward", "end", left+80, 238, mode.u)
		c.text("backward", "start", left+156, 238, mode.v)
		c.text("backward", "start", left+128, 330, mode.z)
		c.text("muted", "middle", left+110, 405, mode.result)
	}
	return c.svg()
}
