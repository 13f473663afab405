package layout

import (
	"context"
	"fmt"
	"math"
	"time"
)

// Point is a place on the plane; x grows to the right and y downwards.
type Point struct{ X, Y float32 }

// Edge joins two nodes by their numbers. Its direction matters to the layered
// layout alone.
type Edge struct {
	From, To int32
	Weight   float32 // how strongly it pulls; 0 means 1
}

// Graph is what is laid out: N nodes, numbered from 0.
type Graph struct {
	N     int
	Edges []Edge
}

// Kind is a way of laying out.
type Kind string

// The layouts.
const (
	Force    Kind = "force"    // neighbours near one another, all others apart
	Layered  Kind = "layered"  // edges run downwards, as owners above what they own
	Radial   Kind = "radial"   // rings around one node, by the number of hops
	Grid     Kind = "grid"     // rows and columns
	Timeline Kind = "timeline" // left to right by date
)

// Kinds lists the layouts in the order of a menu.
func Kinds() []Kind { return []Kind{Force, Layered, Radial, Grid, Timeline} }

// DefaultSpacing is the wanted length of an edge where none is asked for.
const DefaultSpacing = 80

// Options say how a graph is laid out. The zero Options lay it out anew.
type Options struct {
	Seed    uint64
	Spacing float32 // wanted length of an edge; 0 means DefaultSpacing

	// Start is where nodes are now, and Placed which of them are anywhere; a nil
	// Placed means all. What is placed moves as little as it can, and the others
	// begin beside their neighbours. A nil Start places nothing.
	Start  []Point
	Placed []bool
	// Fresh forgets Start but for the pinned nodes.
	Fresh bool
	// Pinned nodes stay where Start has them, to the last bit.
	Pinned []bool

	Size  []float32 // radius of each node; nil means 0
	Width []float32 // room for a node and its label; nil means Spacing

	Date []float64 // for Timeline, in days; NaN where it is not known
	Root int       // for Radial; -1 means the node with most neighbours

	// Effort trades time for quality in the force layout: 1, or 0, is the usual
	// measure, 2 takes about twice as many steps.
	Effort float32

	// Progress is shown the positions now and then, with the share of the work
	// that is done. It is called by the goroutine of Run, and the slice is valid only
	// until it returns.
	Progress func(at []Point, share float64)
}

// Run lays a graph out. Where ctx ends early it returns the positions so far
// together with the error of ctx; other errors are of wrong arguments.
func Run(ctx context.Context, k Kind, g Graph, o Options) ([]Point, error) {
	if err := check(g, &o); err != nil {
		return nil, err
	}
	switch k {
	case Force:
		return force(ctx, g, o)
	case Layered:
		return layered(ctx, g, o)
	case Radial:
		return radial(ctx, g, o)
	case Grid:
		return grid(ctx, g, o)
	case Timeline:
		return timeline(ctx, g, o)
	}
	return nil, fmt.Errorf("there is no layout %q", k)
}

func check(g Graph, o *Options) error {
	for _, e := range g.Edges {
		if e.From < 0 || e.To < 0 || int(e.From) >= g.N || int(e.To) >= g.N {
			return fmt.Errorf("an edge joins nodes %d and %d of %d", e.From, e.To, g.N)
		}
	}
	if o.Spacing == 0 {
		o.Spacing = DefaultSpacing
	}
	if !(o.Spacing > 0) || o.Spacing > 1e6 {
		return fmt.Errorf("the spacing %g is no length", o.Spacing)
	}
	for _, l := range []struct {
		name string
		n    int
	}{
		{"start", len(o.Start)},
		{"placed", len(o.Placed)},
		{"pinned", len(o.Pinned)},
		{"size", len(o.Size)},
		{"width", len(o.Width)},
		{"date", len(o.Date)},
	} {
		if l.n != 0 && l.n != g.N {
			return fmt.Errorf("%s is given for %d nodes of %d", l.name, l.n, g.N)
		}
	}
	if o.Start == nil && g.N > 0 && (o.Pinned != nil || o.Placed != nil) {
		return fmt.Errorf("nodes are pinned or placed without a start")
	}
	for i, p := range o.Start {
		if !finite(p.X) || !finite(p.Y) {
			if o.pinned(i) {
				return fmt.Errorf("node %d is pinned at no place", i)
			}
			if o.Placed == nil {
				return fmt.Errorf("node %d starts at no place", i)
			}
			if o.Placed[i] {
				return fmt.Errorf("node %d is placed at no place", i)
			}
		}
	}
	if k := o.Root; k >= g.N && g.N > 0 {
		return fmt.Errorf("the root is node %d of %d", k, g.N)
	}
	return nil
}

func finite(f float32) bool { return !math.IsNaN(float64(f)) && !math.IsInf(float64(f), 0) }

func (o *Options) pinned(i int) bool { return o.Pinned != nil && o.Pinned[i] }

// placed tells whether a node begins where Start has it.
func (o *Options) placed(i int) bool {
	if o.Start == nil {
		return false
	}
	if o.pinned(i) {
		return true
	}
	return !o.Fresh && (o.Placed == nil || o.Placed[i])
}

// ticker spaces calls of Progress.
type ticker struct {
	o    *Options
	last time.Time
}

const tick = 30 * time.Millisecond

// due tells whether it is time to show something. The clock decides when
// positions are shown and never what they are.
func (t *ticker) due() bool {
	if t.o.Progress == nil {
		return false
	}
	now := time.Now()
	if now.Sub(t.last) < tick {
		return false
	}
	t.last = now
	return true
}
