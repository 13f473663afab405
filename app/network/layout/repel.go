package layout

import "math"

// Two nodes at one place would repel each other without end; the squares of
// distances are taken a little longer than they are.
const (
	softDense  = 1e-3
	softSparse = 1e-2
)

const lotSize = 256

// lot gathers what repels the nodes of one leaf, single nodes and far cells alike,
// before it is applied to each of them: the tree is walked once for the leaf, and
// the sums run over plain rows of numbers.
type lot struct {
	n       int
	x, y, m [lotSize]float32
	sx, sy  [bucket]float32 // sums for the nodes of the leaf
	ss      [bucket]float32
}

func (w *lot) leaf(s *sim, c *cell) {
	t := s.t
	cells := t.cells
	for first := c.first; first < c.last; first += bucket {
		last := min(first+bucket, c.last)
		w.n = 0
		w.sx, w.sy, w.ss = [bucket]float32{}, [bucket]float32{}, [bucket]float32{}
		tx, ty := t.x[first:last], t.y[first:last]
		for i := 0; i < len(cells); {
			d := &cells[i]
			dx := max(c.lx-d.x, d.x-c.hx, 0)
			dy := max(c.ly-d.y, d.y-c.hy, 0)
			switch {
			case d.wide < dx*dx+dy*dy:
				if w.n == lotSize {
					w.apply(tx, ty, s.m.steep)
				}
				w.x[w.n], w.y[w.n], w.m[w.n] = d.x, d.y, d.m
				w.n++
				i = int(d.next)
			case d.leaf:
				for j := d.first; j < d.last; j++ {
					if w.n == lotSize {
						w.apply(tx, ty, s.m.steep)
					}
					w.x[w.n], w.y[w.n], w.m[w.n] = t.x[j], t.y[j], t.m[j]
					w.n++
				}
				i = int(d.next)
			default:
				i++
			}
		}
		w.apply(tx, ty, s.m.steep)
		for q := range tx {
			i := t.order[first+int32(q)]
			s.fx[i], s.fy[i], s.stiff[i] = w.sx[q], w.sy[q], w.ss[q]
		}
	}
}

func (w *lot) apply(tx, ty []float32, steep bool) {
	n := w.n
	w.n = 0
	px, py, pm := w.x[:n], w.y[:n], w.m[:n]
	py, pm = py[:len(px)], pm[:len(px)]
	for q := range tx {
		x, y := tx[q], ty[q]
		var sx, sy, ss float32
		if steep {
			for k, ox := range px {
				dx, dy := x-ox, y-py[k]
				d2 := dx*dx + dy*dy + softSparse
				f := pm[k] / (d2 * float32(math.Sqrt(float64(d2))))
				sx += dx * f
				sy += dy * f
				ss += f
			}
		} else {
			for k, ox := range px {
				dx, dy := x-ox, y-py[k]
				f := pm[k] / (dx*dx + dy*dy + softDense)
				sx += dx * f
				sy += dy * f
				ss += f
			}
		}
		w.sx[q] += sx
		w.sy[q] += sy
		w.ss[q] += ss
	}
}
