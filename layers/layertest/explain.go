package layertest

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"backprop/tensor"
)

// A Finding is a wrong result: value number Value of call number Call.
type Finding struct {
	Exam      *Exam
	Call      int
	Value     int // 0 is what Forward returned, then the gradients
	Got, Want *tensor.Tensor
}

// Panic returns what the code panicked with before it returned the value, "" if
// it did not.
func (f *Finding) Panic() string {
	if f.Value < len(f.Exam.student[f.Call].values) {
		return ""
	}
	return f.Exam.student[f.Call].panicked
}

// Forgets reports whether Backward does the same without a Forward before it.
func (f *Finding) Forgets() bool {
	c := f.Exam.Calls[f.Call]
	t := &trial{}
	f.Exam.backward(t, f.Exam.maker(copies(c.Params)), c)
	if f.Got == nil {
		return t.panicked != "" && t.panicked == f.Panic()
	}
	return f.Value <= len(t.values) && same(t.values[f.Value-1], f.Got, 0)
}

// explain says what is wrong with a result: the mistake that gives the same
// numbers in two calls, or what can be read off the numbers, or what was seen.
func (e *Exam) explain(f *Finding) Problem {
	name := e.name(f.Value)
	found := func(cause Cause, t Text) Problem { return Problem{cause, head(name).Then(t)} }
	if f.Got == nil && e.Explain != nil {
		if p := e.Explain(f); p != nil {
			return *p
		}
	}
	if f.Got == nil {
		return found("nothing", Say("it is nil. Nothing was returned, or the field was not set.", "nil이다. 아무것도 반환하지 않았거나 필드를 채우지 않았다."))
	}
	if m := f.mistake(); m != nil {
		return found(m.Cause, m.Text)
	}
	if e.Explain != nil {
		if p := e.Explain(f); p != nil {
			return *p
		}
	}
	for _, reading := range []func(*Finding) (Cause, Text){
		(*Finding).shape, (*Finding).notFinite, (*Finding).factor, (*Finding).cut, (*Finding).rows, (*Finding).region,
		(*Finding).formula, (*Finding).linearity,
	} {
		if cause, t := reading(f); cause != "" {
			return found(cause, t)
		}
	}
	return found("", f.worst())
}

// mistake returns the mistake whose broken node returns the same, in this call
// and in another one of another size, and nothing else in any call. Of several
// it returns the nearest.
func (f *Finding) mistake() *Mistake {
	var found *Mistake
	nearest := math.Inf(1)
	for m := range f.Exam.Mistakes {
		if f.Exam.Mistakes[m].English == "" {
			continue // a law tells of it
		}
		off, ok := f.resembles(m)
		if !f.Exam.agrees(m) {
			off += 1 // after those that do
		}
		if off = max(off, 1e-14); ok && off < nearest/10 {
			found, nearest = &f.Exam.Mistakes[m], off
		}
	}
	return found
}

// resembles reports whether mistake m gives the student's results, and how far
// off they are at most.
func (f *Finding) resembles(m int) (off float64, ok bool) {
	e, v := f.Exam, f.Value
	broken := e.of(m)
	shapes := map[string]bool{}
	for j, student := range e.student {
		if v >= len(student.values) || v >= len(broken[j].values) {
			if v >= len(student.values) && v >= len(broken[j].values) && bare(student.panicked) == bare(broken[j].panicked) {
				shapes[e.size(j)] = true
			} else if j == f.Call || v < len(student.values) {
				return 0, false
			}
			continue
		}
		if v == 0 && e.Calls[j].Loose && isFinite(student.values[v]) && isFinite(broken[j].values[v]) {
			continue
		}
		got, wrong, right := student.values[v], broken[j].values[v], e.right(j).values[v]
		if !same(got, wrong, e.Within) {
			return 0, false
		}
		off = max(off, distance(got, wrong))
		if !same(wrong, right, e.Within) && !(v == 0 && e.Calls[j].Loose && isFinite(wrong)) {
			shapes[e.size(j)] = true
		} else if j == f.Call {
			return 0, false
		}
	}
	return off, len(shapes) >= 2
}

// agrees reports whether mistake m gives all results of the student.
func (e *Exam) agrees(m int) bool {
	for j, broken := range e.of(m) {
		student := e.student[j]
		if len(student.values) != len(broken.values) {
			return false
		}
		for v := range student.values {
			if !same(student.values[v], broken.values[v], e.Within) && !(v == 0 && e.Calls[j].Loose) {
				return false
			}
		}
	}
	return true
}

// size tells calls of different sizes apart.
func (e *Exam) size(j int) string {
	if x := e.Calls[j].In[0]; x.NDim() > 0 {
		return x.Shape().String()
	}
	return fmt.Sprint(j) // single numbers have one size
}

var lineAtEnd = regexp.MustCompile(` \(\w+\.go:\d+\)$`)

// bare returns the message of a panic without its line.
func bare(message string) string { return lineAtEnd.ReplaceAllString(message, "") }

var inner = regexp.MustCompile(`inner dimensions differ: \((\d+), (\d+)\)·\((\d+), (\d+)\)`)

// panicked tells of a panic on the way to value v of call i.
func (e *Exam) panicked(i, v int, got *trial) Problem {
	c := e.Calls[i]
	said := Say("%s panicked: %s.", "%s가 패닉을 냈다: %s.", got.in, strings.TrimSuffix(got.panicked, "."))
	f := &Finding{Exam: e, Call: i, Value: v}
	if m := f.mistake(); m != nil {
		return Problem{m.Cause, said.Then(Say(" The cause: "+m.English, " 원인: "+m.Korean))}
	}
	if e.Explain != nil {
		if p := e.Explain(f); p != nil {
			return *p
		}
	}
	m := inner.FindStringSubmatch(got.panicked)
	why, cause := Text{}, Cause("panic")
	switch {
	case strings.Contains(got.panicked, "nil pointer"):
		cause, why = "nil", Say(" Something there is nil. Does Forward set the field that Backward uses?",
			" 거기서 쓰는 무언가가 nil이다. Backward가 쓰는 필드를 Forward가 채우는가?")
	case m != nil && m[2] == m[4] && m[2] != m[3]:
		cause, why = "missing transpose", Say(" With the right factor transposed the shapes fit.", " 오른쪽 인수를 전치하면 형상이 맞는다.")
	case m != nil && m[1] == m[3] && m[2] != m[3]:
		cause, why = "missing transpose", Say(" With the left factor transposed the shapes fit.", " 왼쪽 인수를 전치하면 형상이 맞는다.")
	case m != nil && m[1] == m[4]:
		cause, why = "factors exchanged", Say(" In the other order the shapes fit.", " 두 인수의 순서를 바꾸면 형상이 맞는다.")
	case len(c.In[0].Shape()) != 2 && e.twoAxesPass():
		cause, why = "any shape", Say(" With two axes it works: it has to work with any number of axes.", " 축이 둘이면 된다. 축이 몇 개든 되어야 한다.")
	}
	return Problem{cause, said.Then(why)}
}

// twoAxesPass reports whether all calls whose input has two axes are right.
func (e *Exam) twoAxesPass() bool {
	passed := false
	for j, c := range e.Calls {
		if c.In[0].NDim() == 2 {
			if !e.matches(j, e.student[j]) {
				return false
			}
			passed = true
		}
	}
	return passed
}

// shape tells of a result with another shape.
func (f *Finding) shape() (Cause, Text) { return misshapen(f.Got, f.Want, f.Exam.Within) }

func misshapen(got, want *tensor.Tensor, within float64) (Cause, Text) {
	if sameShape(got, want) {
		return "", Text{}
	}
	shapes := Say(" It has shape %s and must have %s.", " 형상이 %s인데 %s이어야 한다.", got.Shape(), want.Shape())
	switch {
	case want.NDim() == 2 && same(got.T(), want, within):
		return "transposed", Say("it is the transpose of the right result.", "맞는 결과의 전치행렬이다.").Then(shapes)
	case got.NDim() > 0 && got.NDim() == want.NDim()+1 && got.Shape()[0] > 1 && same(got.Sum(0), want, within):
		return "not summed", Say("it is not summed over the batch.", "배치에 대해 더하지 않았다.").Then(shapes)
	case got.Size() == want.Size() && same(got.Reshape(want.Shape()...), want, within):
		return "shape", Say("its numbers are right and its shape is not.", "수는 맞고 형상이 틀렸다.").Then(shapes)
	}
	return "shape", Say("it has shape %s and must have %s.", "형상이 %s인데 %s이어야 한다.", got.Shape(), want.Shape())
}

// notFinite tells of infinities, and of a result that is 0 everywhere.
func (f *Finding) notFinite() (Cause, Text) {
	if f.Got.Size() > 0 && scale(f.Got.Data()) == 0 && isFinite(f.Got) {
		if f.Got.Size() == 1 {
			return "zero", Say("it is 0 and must be %.4g. (A quotient of integers, such as 1/2 or 1/N, is 0 in Go.)",
				"0이다. %.4g이어야 한다. (Go에서 1/2이나 1/N 같은 정수의 나눗셈은 0이다.)", f.Want.Data()[0])
		}
		return "zero", Say("it is 0 everywhere. (A quotient of integers, such as 1/2 or 1/N, is 0 in Go.)",
			"전부 0이다. (Go에서 1/2이나 1/N 같은 정수의 나눗셈은 0이다.)")
	}
	want := f.Want.Data()
	for i, v := range f.Got.Data() {
		if (math.IsNaN(v) || math.IsInf(v, 0)) && v != want[i] {
			if len(want) == 1 {
				return "not finite", Say("it is %v and must be %.4g.", "%v이다. %.4g이어야 한다.", v, want[i])
			}
			at := Say("element %s is %v and must be %.4g", "%s번 원소가 %v이다. %.4g이어야 한다", place(f.Got, i), v, want[i])
			if x := f.Exam.Calls[f.Call].In[0]; sameShape(x, f.Got) {
				at = Say("where x is %.4g it is %v and must be %.4g", "x가 %.4g인 곳에서 %v이다. %.4g이어야 한다", x.Data()[i], v, want[i])
				if math.Abs(x.Data()[i]) > 700 {
					return "overflow", at.Then(Say(": exp of a large number overflows.", ". 큰 수의 exp는 오버플로한다."))
				}
			}
			return "not finite", at.Then(Say(".", "."))
		}
	}
	return "", Text{}
}

// factor tells of a result that is a multiple of the right one: in each call
// the same, or the same power of a size.
func (f *Finding) factor() (Cause, Text) {
	e := f.Exam
	var ks []float64
	var dims [][3]float64 // N, the length of a row of the input, and of the output
	for j, student := range e.student {
		if f.Value >= len(student.values) || student.values[f.Value] == nil || e.Calls[j].Loose {
			continue
		}
		if e.Calls[j].In[0].NDim() == 1 && e.Calls[0].In[0].NDim() > 1 {
			continue // it has no batch
		}
		got, want := student.values[f.Value], e.right(j).values[f.Value]
		k, ok := ratio(got, want, e.Within)
		if !ok {
			if j == f.Call || scale(want.Data()) > 0 && !same(got, want, e.Within) {
				return "", Text{}
			}
			continue
		}
		ks = append(ks, k)
		x, y := e.Calls[j].In[0], e.right(j).values[0]
		d := [3]float64{1, 1, 1}
		if x.NDim() > 1 {
			d[0] = float64(x.Shape()[0])
		}
		d[1] = float64(x.Size()) / d[0]
		d[2] = float64(y.Size()) / d[0]
		dims = append(dims, d)
	}
	if len(ks) < 2 {
		return "", Text{}
	}
	near := func(a, b float64) bool { return math.Abs(a-b) <= max(1e-6, 10*e.Within)*math.Abs(b) }
	follows := func(k func(d [3]float64) float64) bool {
		for i := range ks {
			if !near(ks[i], k(dims[i])) {
				return false
			}
		}
		return true
	}
	N := dims[0][0]
	switch {
	case follows(func([3]float64) float64 { return -1 }):
		return "sign flipped", Say("the sign is flipped.", "부호가 뒤집혔다.")
	case follows(func([3]float64) float64 { return 2 }):
		return "doubled", Say("it is twice the right result.", "맞는 결과의 두 배다.")
	case follows(func([3]float64) float64 { return ks[0] }):
		return "off by a factor", Say("it is %.6g times the right result.", "맞는 결과의 %.6g배다.", ks[0])
	case follows(func(d [3]float64) float64 { return 1 / d[0] }):
		return "divided by N", Say("it is divided by N = %v, the size of the batch, once too often. The loss takes the mean, and nothing else does.",
			"배치 크기 N = %v으로 한 번 더 나누었다. 평균은 손실에서 한 번만 구한다.", N)
	case follows(func(d [3]float64) float64 { return d[0] }):
		return "times N", Say("it is N = %v times the right result, N being the size of the batch.", "맞는 결과의 N = %v배다. N은 배치 크기다.", N)
	case follows(func(d [3]float64) float64 { return -d[0] }):
		return "times -N", Say("the sign is flipped, and it is N = %v times too large, N being the size of the batch.", "부호가 뒤집혔고 배치 크기 N = %v배다.", N)
	case follows(func(d [3]float64) float64 { return d[0] / d[1] }):
		return "divided by C", Say("it is divided by the length of a row, %v, instead of the size of the batch, N = %v.", "배치 크기 N = %[2]v 대신 행의 길이 %[1]v로 나누었다.", dims[0][1], N)
	}
	if c := N / ks[0]; plainNumber(c) && follows(func(d [3]float64) float64 { return d[0] / c }) {
		return "divided by a number", Say("it is divided by %.4g instead of the size of the batch, N = %v.", "배치 크기 N = %[2]v 대신 %.4[1]g으로 나누었다.", c, N)
	}
	for _, size := range []struct {
		of func(d [3]float64) float64
		is Text
	}{
		{func(d [3]float64) float64 { return d[1] }, Say("the length of a row of the input", "입력 행의 길이")},
		{func(d [3]float64) float64 { return d[2] }, Say("the length of a row of the output", "출력 행의 길이")},
		{func(d [3]float64) float64 { return d[0] * d[1] }, Say("the number of elements of the input", "입력 원소의 수")},
		{func(d [3]float64) float64 { return d[0] * d[2] }, Say("the number of elements of the output", "출력 원소의 수")},
	} {
		if follows(func(d [3]float64) float64 { return 1 / size.of(d) }) {
			return "divided by size", Text{fmt.Sprintf("it is divided by %v, %s.", size.of(dims[0]), size.is.English), fmt.Sprintf("%s %v로 나누었다.", size.is.Korean, size.of(dims[0]))}
		}
		if follows(size.of) {
			return "times size", Text{fmt.Sprintf("it is multiplied by %v, %s.", size.of(dims[0]), size.is.English), fmt.Sprintf("%s %v를 곱했다.", size.is.Korean, size.of(dims[0]))}
		}
	}
	return "", Text{}
}

// cut tells of a result that is cut off above or below a bound.
func (f *Finding) cut() (Cause, Text) {
	var got, want []float64
	for j, student := range f.Exam.student {
		if f.Value < len(student.values) && sameShape(student.values[f.Value], f.Exam.right(j).values[f.Value]) && !f.Exam.Calls[j].Loose {
			got = append(got, student.values[f.Value].Data()...)
			want = append(want, f.Exam.right(j).values[f.Value].Data()...)
		}
	}
	bound := func(limit func(...float64) float64, of func(a, b float64) float64) (c float64, ok bool) {
		c = limit(got...)
		cut, uncut := 0, 0
		for i := range got {
			within := f.Exam.Within * max(1, math.Abs(c))
			switch {
			case !(math.Abs(got[i]-of(want[i], c)) <= within):
				return 0, false
			case math.Abs(want[i]-got[i]) > within:
				cut++
			case math.Abs(got[i]-c) > within:
				uncut++
			}
		}
		return c, cut > 1 && uncut > 1
	}
	if c, ok := bound(maxOf, func(a, b float64) float64 { return min(a, b) }); ok {
		return "cut off", Say("it is cut off at %.4g: what is above is set to that.", "%.4g에서 잘렸다. 그보다 큰 값이 모두 이 값이 되었다.", c)
	}
	if c, ok := bound(minOf, func(a, b float64) float64 { return max(a, b) }); ok {
		return "cut off", Say("it is cut off at %.4g: what is below is set to that.", "%.4g에서 잘렸다. 그보다 작은 값이 모두 이 값이 되었다.", c)
	}
	return "", Text{}
}

func maxOf(v ...float64) float64 { return slices.Max(v) }
func minOf(v ...float64) float64 { return slices.Min(v) }

// rows tells which rows of the batch count, and how often: the gradient of a
// parameter is a sum over the batch, and what every row adds is known.
func (f *Finding) rows() (Cause, Text) {
	first := f.weights(f.Call)
	if first == nil {
		return "", Text{}
	}
	kind := kindOfRows(first)
	agrees := 0
	for j := range f.Exam.Calls {
		if w := f.weights(j); w != nil && len(w) > 1 {
			if kindOfRows(w) == kind {
				agrees++
			} else if len(w) > 2 {
				return "", Text{} // not the same rows each time
			}
		}
	}
	if agrees < 2 || slices.Max(first)-slices.Min(first) < 1e-6 {
		return "", Text{}
	}
	switch kind {
	case "without the first":
		return "first row left out", Say("the first row is left out.", "배치의 첫 행이 빠졌다.")
	case "without the last":
		return "last row left out", Say("the last row is left out.", "배치의 마지막 행이 빠졌다.")
	case "only the first":
		return "first row only", Say("only the first row of the batch counts.", "배치의 첫 행만 들어 있다.")
	case "only the last":
		return "last row only", Say("only the last row of the batch counts: each row overwrites the one before, = instead of +=.",
			"배치의 마지막 행만 들어 있다. 행마다 앞의 것을 덮어쓴다. +=이어야 할 곳이 =이다.")
	}
	for n, w := range first {
		if math.Abs(w-1) > 1e-3 {
			return "rows", Say("row %d of the batch counts %.4g times instead of once.", "배치의 %d번 행이 한 번이 아니라 %.4g번 들어 있다.", n, round(w))
		}
	}
	return "", Text{}
}

func round(v float64) float64 { return math.Round(v*1e6)/1e6 + 0 }

func kindOfRows(w []float64) string {
	last := len(w) - 1
	pattern := ""
	for n, v := range w {
		switch {
		case math.Abs(v-1) < 1e-4:
			pattern += "1"
		case math.Abs(v) < 1e-4:
			pattern += "0"
		default:
			return "weights"
		}
		_ = n
	}
	switch {
	case last < 1:
		return "one row"
	case pattern == "0"+strings.Repeat("1", last):
		return "without the first"
	case pattern == strings.Repeat("1", last)+"0":
		return "without the last"
	case pattern == "1"+strings.Repeat("0", last):
		return "only the first"
	case pattern == strings.Repeat("0", last)+"1":
		return "only the last"
	}
	return "rows"
}

// weights returns how often each row of the batch counts in the result of
// call j, or nil if the result is no such sum.
func (f *Finding) weights(j int) []float64 {
	e := f.Exam
	c := e.Calls[j]
	if f.Value == 0 || f.Value >= len(e.student[j].values) || c.Dout == nil || c.Dout.NDim() < 2 {
		return nil
	}
	got := e.student[j].values[f.Value]
	N := c.Dout.Shape()[0]
	if !sameShape(got, e.right(j).values[f.Value]) || got.Size() < N+2 || N < 2 || !isFinite(got) {
		return nil
	}
	parts := make([]*tensor.Tensor, N)
	for n := range N {
		only := c
		only.Dout = tensor.Zeros(c.Dout.Shape()...)
		only.Dout.Slice(n, n+1).SetAll(c.Dout.Slice(n, n+1))
		t := e.run(e.Right, only)
		if f.Value >= len(t.values) {
			return nil
		}
		parts[n] = t.values[f.Value]
	}
	w := Solve(got, parts)
	if w == nil {
		return nil
	}
	rest := got.Copy()
	for n, part := range parts {
		rest.SubInPlace(part.MulScalar(w[n]))
		if !plainNumber(w[n]) && math.Abs(w[n]) > 1e-6 {
			return nil
		}
	}
	if scale(rest.Data()) > 10*e.Within*scale(got.Data()) {
		return nil
	}
	return w
}

// Solve returns the w for which the sum of w·parts comes nearest to got, or
// nil if it is not determined.
func Solve(got *tensor.Tensor, parts []*tensor.Tensor) []float64 {
	n := len(parts)
	a := make([][]float64, n)
	for i := range n {
		a[i] = make([]float64, n+1)
		for j := range n {
			a[i][j] = dot(parts[i], parts[j])
		}
		a[i][n] = dot(parts[i], got)
	}
	for i := range n {
		pivot := i
		for k := i; k < n; k++ {
			if math.Abs(a[k][i]) > math.Abs(a[pivot][i]) {
				pivot = k
			}
		}
		a[i], a[pivot] = a[pivot], a[i]
		if !(math.Abs(a[i][i]) > 1e-9*(1+dot(parts[i], parts[i]))) {
			return nil
		}
		for k := range n {
			if k != i {
				factor := a[k][i] / a[i][i]
				for j := i; j <= n; j++ {
					a[k][j] -= factor * a[i][j]
				}
			}
		}
	}
	w := make([]float64, n)
	for i := range n {
		w[i] = a[i][n] / a[i][i]
	}
	return w
}

// A condition on an element, "x > 1".
type condition struct {
	of      string // x, dout, row or column
	says    Text
	applies func(v, size float64) bool
}

var conditions = func() []condition {
	var all []condition
	for _, of := range []string{"x", "dout"} {
		add := func(says string, applies func(v, _ float64) bool) {
			all = append(all, condition{of, Say(of+says, of+says), applies})
		}
		add(" = 0", func(v, _ float64) bool { return v == 0 })
		add(" < 0", func(v, _ float64) bool { return v < 0 })
		add(" > 0", func(v, _ float64) bool { return v > 0 })
		add(" <= 0", func(v, _ float64) bool { return v <= 0 })
		add(" >= 0", func(v, _ float64) bool { return v >= 0 })
		add(" > 1", func(v, _ float64) bool { return v > 1 })
		add(" >= 1", func(v, _ float64) bool { return v >= 1 })
		add(" < -1", func(v, _ float64) bool { return v < -1 })
		add(" < 1", func(v, _ float64) bool { return v < 1 })
		all = append(all,
			condition{of, Say("|"+of+"| > 1", "|"+of+"| > 1"), func(v, _ float64) bool { return math.Abs(v) > 1 }},
			condition{of, Say("|"+of+"| < 1", "|"+of+"| < 1"), func(v, _ float64) bool { return math.Abs(v) < 1 }},
			condition{of, Say(of+" is not a whole number", of+" 값이 정수가 아닌 곳"), func(v, _ float64) bool { return v != math.Trunc(v) }})
	}
	for _, of := range []string{"row", "column"} {
		ko := map[string]string{"row": "행", "column": "열"}[of]
		all = append(all,
			condition{of, Say("it is the first "+of, "첫 "+ko), func(v, _ float64) bool { return v == 0 }},
			condition{of, Say("it is the last "+of, "마지막 "+ko), func(v, size float64) bool { return v == size-1 }},
			condition{of, Say("it is not the first "+of, "첫 "+ko+"이 아닌 곳"), func(v, _ float64) bool { return v != 0 }},
			condition{of, Say("it is not the last "+of, "마지막 "+ko+"이 아닌 곳"), func(v, size float64) bool { return v != size-1 }})
	}
	return all
}()

// region tells where a result is wrong, if it is right elsewhere: where x > 1,
// where dout < 0, in the last row.
func (f *Finding) region() (Cause, Text) {
	for _, condition := range conditions {
		shows := map[string]bool{}
		fits := true
		for j := range f.Exam.Calls {
			if wrong, all, ok := f.where(j, condition); !ok {
				fits = fits && j != f.Call
			} else if !all {
				fits = false
			} else if wrong {
				shows[f.Exam.size(j)] = true
			}
		}
		if fits && len(shows) >= 2 {
			return "region", Say("where ", "").Then(condition.says).
				Then(Say(" it is wrong, and elsewhere it is right", "에서 틀리고 나머지에서는 맞다")).Then(f.there(condition))
		}
	}
	return "", Text{}
}

// operand returns what a condition looks at, for each element of got.
func (f *Finding) operand(j int, c condition) []float64 {
	got := f.Exam.student[j].values[f.Value]
	switch {
	case c.of == "x" && sameShape(f.Exam.Calls[j].In[0], got):
		return f.Exam.Calls[j].In[0].Data()
	case c.of == "dout" && f.Value > 0 && sameShape(f.Exam.Calls[j].Dout, got):
		return f.Exam.Calls[j].Dout.Data()
	case (c.of == "row" || c.of == "column") && got.NDim() == 2 && got.Shape()[0] > 2:
		index := make([]float64, got.Size())
		for i := range index {
			at := indexOf(got, i)
			index[i] = float64(at[0])
			if c.of == "column" {
				index[i] = float64(at[1])
			}
		}
		return index
	}
	return nil
}

// where reports whether call j has wrong elements, and whether exactly those
// are wrong that a condition applies to. It is not ok if that cannot be said.
func (f *Finding) where(j int, c condition) (wrong, all, ok bool) {
	if f.Value >= len(f.Exam.student[j].values) {
		return false, false, false
	}
	got, want := f.Exam.student[j].values[f.Value], f.Exam.right(j).values[f.Value]
	if !sameShape(got, want) {
		return false, false, false
	}
	operand := f.operand(j, c)
	if operand == nil {
		return false, false, false
	}
	size := 0.0
	if got.NDim() == 2 {
		size = float64(got.Shape()[0])
		if c.of == "column" {
			size = float64(got.Shape()[1])
		}
	}
	limit := f.Exam.Within * scale(want.Data())
	a, b := got.Data(), want.Data()
	x, dout := f.operand(j, condition{of: "x"}), f.operand(j, condition{of: "dout"})
	all = true
	elsewhere := false
	for i := range a {
		off := !(math.Abs(a[i]-b[i]) <= limit) && !(a[i] != a[i] && b[i] != b[i]) && a[i] != b[i]
		applies := c.applies(operand[i], size)
		if off && !applies {
			return true, false, true
		}
		if off {
			wrong = true
		} else if applies && !(x != nil && x[i] == 0) && !(dout != nil && dout[i] == 0) {
			all = false // right where it should be wrong
		}
		elsewhere = elsewhere || !off && !applies
	}
	return wrong, (all && elsewhere) || !wrong, true
}

// there says what a result is where it is wrong.
func (f *Finding) there(c condition) Text {
	a, b, operand := f.Got.Data(), f.Want.Data(), f.operand(f.Call, c)
	limit := f.Exam.Within * scale(b)
	for i := range a {
		if !(math.Abs(a[i]-b[i]) <= limit) {
			if c.of == "x" || c.of == "dout" {
				return Say(": for %s = %.4g it is %.4g and must be %.4g.", ". %s = %.4g일 때 %.4g이다. %.4g이어야 한다.", c.of, operand[i], round(a[i]), round(b[i]))
			}
			return Say(": element %s is %.4g and must be %.4g.", ". %s번 원소가 %.4g이다. %.4g이어야 한다.", place(f.Got, i), round(a[i]), round(b[i]))
		}
	}
	return Say(".", ".")
}

// formula finds out how a result was computed from the intermediates, if the
// same formula gives it in a second call.
func (f *Finding) formula() (Cause, Text) {
	e, right := f.Exam, f.Exam.Formula[f.Exam.name(f.Value)]
	if right == "" || e.Terms == nil || !isFinite(f.Got) {
		return "", Text{}
	}
	var samples []sample
	if f.Got.Size() == 1 {
		samples = f.stacked()
	}
	for j, student := range e.student {
		if f.Value < len(student.values) && !e.Calls[j].Loose && f.Got.Size() > 1 {
			got, want := student.values[f.Value], e.right(j).values[f.Value]
			if sameShape(got, want) && (j == f.Call || got.Size() > 2 && scale(got.Data()) > 0) {
				s := sample{got, want, append([]Term{{"(" + right + ")", want}}, e.Terms(e.Calls[j])...)}
				if j == f.Call {
					samples = slices.Insert(samples, 0, s)
				} else {
					samples = append(samples, s)
				}
			}
		}
	}
	if len(samples) < 2 {
		return "", Text{}
	}
	if extra := residual(samples, e.Within); extra != "" {
		return "something added", Say("%s is added to the right result.", "맞는 결과에 %s 항이 더해져 있다.", extra)
	}
	if s := search(samples, e.Within); s != "" {
		return "another formula", Say("it is %s, and must be %s.", "지금은 %s이다. %s이어야 한다.", s, right)
	}
	return "", Text{}
}

// stacked makes two samples of the single numbers of all calls.
func (f *Finding) stacked() []sample {
	e := f.Exam
	var samples []sample
	for from := range 2 {
		var got, want []float64
		var terms [][]float64
		var names []Term
		for j := from; j < len(e.Calls); j += 2 {
			if f.Value >= len(e.student[j].values) {
				return nil
			}
			got, want = append(got, e.student[j].values[f.Value].Item()), append(want, e.right(j).values[f.Value].Item())
			names = e.Terms(e.Calls[j])
			var row []float64
			for _, t := range names {
				row = append(row, t.Value.Item())
			}
			terms = append(terms, row)
		}
		s := sample{got: tensor.Vector(got...), want: tensor.Vector(want...)}
		all := tensor.Matrix(terms)
		for i, t := range names {
			column := make([]float64, len(got))
			for k := range column {
				column[k] = all.At(k, i)
			}
			s.terms = append(s.terms, Term{t.Name, tensor.Vector(column...)})
		}
		samples = append(samples, s)
	}
	return samples
}

// linearity tries Backward with other multiples of dout: it has to be linear.
func (f *Finding) linearity() (Cause, Text) {
	if f.Value == 0 || f.Exam.Whole != "" {
		return "", Text{}
	}
	with := func(k float64) *tensor.Tensor {
		c := f.Exam.Calls[f.Call]
		c.Dout = c.Dout.MulScalar(k)
		if t := f.Exam.run(f.Exam.maker, c); f.Value < len(t.values) {
			return t.values[f.Value]
		}
		return nil
	}
	within := 10 * f.Exam.Within
	one, zero, two, minus := with(1), with(0), with(2), with(-1)
	switch {
	case one == nil || zero == nil || two == nil || minus == nil || !same(one, f.Got, within):
	case same(one, two, within):
		return "dout missing", Say("it does not depend on dout: the local derivative has to be multiplied by dout.", "dout과 상관없는 값이다. 국소적 미분에 dout을 곱해야 한다.")
	case scale(zero.Data()) > within*scale(one.Data()):
		return "not linear", Say("for dout = 0 it is not 0: a term is added that is not multiplied by dout.", "dout = 0일 때 0이 아니다. dout을 곱하지 않은 항이 더해져 있다.")
	case same(two, one.MulScalar(4), within):
		return "not linear", Say("with twice the dout it is four times as large: dout is multiplied in twice.", "dout이 두 배면 네 배가 된다. dout을 두 번 곱했다.")
	case same(minus, one, within):
		return "not linear", Say("with -dout it is the same: the sign of dout is lost.", "-dout을 주어도 같다. dout의 부호가 사라졌다.")
	case !same(minus, one.Neg(), within):
		return "not linear", Say("with -dout it is not the negative: negative elements of dout are treated differently.", "-dout을 주어도 부호만 바뀌지 않는다. dout의 음수를 다르게 다룬다.")
	case !same(two, one.MulScalar(2), within):
		return "not linear", Say("with twice the dout it is not twice as large: it has to be the local derivative times dout.", "dout이 두 배인데 두 배가 되지 않는다. 국소적 미분에 dout을 곱한 것이어야 한다.")
	}
	return "", Text{}
}

// worst tells of the element that is off the most.
func (f *Finding) worst() Text {
	got, want := f.Got.Data(), f.Want.Data()
	worst, off, wrong := 0, -1.0, 0
	for i := range got {
		d := math.Abs(got[i] - want[i])
		if d > off {
			worst, off = i, d
		}
		if !(d <= f.Exam.Within*scale(want)) {
			wrong++
		}
	}
	if len(got) == 1 {
		return Say("it is %.6g and must be %.6g.", "%.6g인데 %.6g이어야 한다.", got[0], want[0])
	}
	return Say("%d of %d elements differ, most of all %s: it is %.6g and must be %.6g.",
		"원소 %[2]d개 중 %[1]d개가 다르다. 가장 많이 다른 것은 %[3]s이다. %.6[4]g인데 %.6[5]g이어야 한다.",
		wrong, len(got), place(f.Got, worst), got[worst], want[worst])
}
