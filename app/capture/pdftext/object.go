package pdftext

// The kinds of objects of a PDF, as Go values: nil, bool, int, float64, text
// (a string object), name, array, dict, ref and *stream.
type (
	text  string
	name  string
	array []any
	dict  map[name]any
	ref   struct{ num, gen int }
)

// stream is a dictionary with bytes that lie in the file, still packed and
// still locked.
type stream struct {
	dict
	off, size int64
	id        ref
	packed    []byte // given instead of off and size where the bytes are at hand
	clear     bool   // not locked, whatever the file says
}

// The methods below follow references and give the zero value for whatever is
// missing or of another kind: a reader of damaged files asks for what it needs
// and takes what it gets.

func (f *file) dict(v any) dict {
	switch v := f.resolve(v).(type) {
	case dict:
		return v
	case *stream:
		return v.dict
	}
	return nil
}

func (f *file) array(v any) array {
	a, _ := f.resolve(v).(array)
	return a
}

func (f *file) stream(v any) *stream {
	s, _ := f.resolve(v).(*stream)
	return s
}

func (f *file) name(v any) name {
	n, _ := f.resolve(v).(name)
	return n
}

func (f *file) text(v any) text {
	t, _ := f.resolve(v).(text)
	return t
}

func (f *file) number(v any) (float64, bool) {
	switch v := f.resolve(v).(type) {
	case int:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

func (f *file) integer(v any, missing int) int {
	n, ok := f.number(v)
	if !ok || n != n || n > 1<<52 || n < -1<<52 {
		return missing
	}
	return int(n)
}

func (f *file) truth(v any, missing bool) bool {
	if b, ok := f.resolve(v).(bool); ok {
		return b
	}
	return missing
}

// numbers gives exactly n numbers of an array, or nil.
func (f *file) numbers(v any, n int) []float64 {
	a := f.array(v)
	if len(a) < n {
		return nil
	}
	out := make([]float64, n)
	for i := range out {
		x, ok := f.number(a[i])
		if !ok || x != x || x > 1e15 || x < -1e15 {
			return nil
		}
		out[i] = x
	}
	return out
}
