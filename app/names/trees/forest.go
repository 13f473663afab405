package trees

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// A Forest is what was fitted.
type Forest struct {
	Start    float32 // log odds before any tree
	Features int     // how many a row has
	depth    int
	feature  []uint16  // depth of each tree after the other
	above    []float32 // the feature is compared with this
	leaves   []float32 // 1<<depth of each tree
}

// Trees is how many trees there are.
func (f *Forest) Trees() int {
	if f.depth == 0 {
		return 0
	}
	return len(f.feature) / f.depth
}

// LogOdds sums what the trees say of a row.
func (f *Forest) LogOdds(row []float32) float32 {
	sum := f.Start
	d := f.depth
	leaf := 0
	for at := 0; at < len(f.feature); at += d {
		feature, above := f.feature[at:at+d], f.above[at:at+d]
		i := 0
		for k, t := range above {
			b := 0
			if row[feature[k]] > t {
				b = 1
			}
			i = i<<1 | b
		}
		sum += f.leaves[leaf+i]
		leaf += 1 << d
	}
	return sum
}

// Chance turns log odds into a chance from 0 to 1.
func Chance(logOdds float32) float64 { return 1 / (1 + math.Exp(-float64(logOdds))) }

// Write writes the forest as text: a line of its measures, then two lines for each tree, its questions and its leaves in
// thousandths.
func (f *Forest) Write(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "forest 1 features %d depth %d trees %d start %d\n", f.Features, f.depth, f.Trees(), round(f.Start))
	for t := range f.Trees() {
		for k := range f.depth {
			if k > 0 {
				b.WriteByte(' ')
			}
			fmt.Fprintf(b, "%d>%s", f.feature[t*f.depth+k], strconv.FormatFloat(float64(f.above[t*f.depth+k]), 'g', 5, 32))
		}
		b.WriteByte('\n')
		for k := range 1 << f.depth {
			if k > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(strconv.Itoa(round(f.leaves[t<<f.depth+k])))
		}
		b.WriteByte('\n')
	}
	return b.Flush()
}

const fine = 1000

func round(v float32) int { return int(math.Round(float64(v) * fine)) }

// Bounds of what Read takes.
const (
	mostDepth = 10
	mostTrees = 5000
)

var errForest = errors.New("this is not a forest")

// Read reads a forest as Write writes it; lines before it that begin with # are passed over.
func Read(r io.Reader) (*Forest, error) {
	s := bufio.NewScanner(r)
	s.Buffer(make([]byte, 1<<16), 1<<16)
	line := func() (string, bool) {
		for s.Scan() {
			if t := s.Text(); t != "" && t[0] != '#' {
				return t, true
			}
		}
		return "", false
	}
	head, ok := line()
	f := &Forest{}
	var trees, start int
	if !ok {
		return nil, errForest
	}
	if _, err := fmt.Sscanf(head, "forest 1 features %d depth %d trees %d start %d", &f.Features, &f.depth, &trees, &start); err != nil {
		return nil, errForest
	}
	if f.depth < 1 || f.depth > mostDepth || trees < 0 || trees > mostTrees || f.Features < 1 || f.Features > 1<<12 {
		return nil, errForest
	}
	f.Start = float32(start) / fine
	f.feature, f.above = make([]uint16, 0, trees*f.depth), make([]float32, 0, trees*f.depth)
	f.leaves = make([]float32, 0, min(trees, 256)<<f.depth)
	for range trees {
		questions, ok1 := line()
		leaves, ok2 := line()
		if !ok1 || !ok2 || !f.tree(questions, leaves) {
			return nil, errForest
		}
	}
	return f, nil
}

func (f *Forest) tree(questions, leaves string) bool {
	n := 0
	for q := range strings.FieldsSeq(questions) {
		name, above, ok := strings.Cut(q, ">")
		i, err := strconv.Atoi(name)
		v, err2 := strconv.ParseFloat(above, 32)
		if !ok || err != nil || err2 != nil || i < 0 || i >= f.Features {
			return false
		}
		f.feature, f.above = append(f.feature, uint16(i)), append(f.above, float32(v))
		n++
	}
	m := 0
	for l := range strings.FieldsSeq(leaves) {
		v, err := strconv.Atoi(l)
		if err != nil {
			return false
		}
		f.leaves = append(f.leaves, float32(v)/fine)
		m++
	}
	return n == f.depth && m == 1<<f.depth
}
