package chart

import (
	"bytes"
	"context"
	"encoding/xml"
	"image"
	"io"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"redthread/app/chart/paint"
	"redthread/app/chart/scene"
	"redthread/app/network"
	"redthread/app/network/graphfile"
	"redthread/app/network/layout"
	"redthread/app/redact"
	"redthread/app/sample"
	"redthread/store"
)

// charted opens the sample case with a chart of all of it.
func charted(t *testing.T) (*store.Case, *network.Graph, store.ID) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sakhalin.rtcase")
	whole, err := sampleCase()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := store.Open(t.Context(), path, store.Options{Author: "A. Person"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	g := built(t, c)
	id, err := MakeWhole(t.Context(), c, g, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c, g, id
}

// sampleCase gives the bytes of the sample case, which is written once.
var sampleCase = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "redthread-test-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	path := filepath.Join(dir, "sample.rtcase")
	if err := sample.Create(context.Background(), path); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

func built(t *testing.T, c *store.Case) *network.Graph {
	t.Helper()
	g, err := network.Build(t.Context(), c, network.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func drawn(t *testing.T, c *store.Case, g *network.Graph, id store.ID) *Drawing {
	t.Helper()
	content, err := c.Chart(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return Draw(g, content, Look{})
}

// painted is the exact picture of a chart.
func painted(t *testing.T, c *store.Case, g *network.Graph, id store.ID) []byte {
	t.Helper()
	d := drawn(t, c, g, id)
	img := image.NewRGBA(image.Rect(0, 0, 1000, 700))
	paint.New().Paint(img, paint.Picture{Scene: d.Scene, View: scene.Fit(d.Scene, 1000, 700, 60, 1), Palette: scene.Dark(), Edge: scene.None})
	return img.Pix
}

// Undo of any act on a chart restores the exact picture, and redo the one after.
func TestUndoRestoresTheExactPicture(t *testing.T) {
	c, g, id := charted(t)
	d := drawn(t, c, g, id)
	some := func(n int, change func(*store.ChartNode)) []store.ChartNode {
		all := slices.Clone(d.Members[:n])
		for i := range all {
			change(&all[i])
		}
		return all
	}
	ctx := t.Context()
	var link store.ID
	for i := range g.Edges {
		if g.Edges[i].Kind == "Ownership" {
			link = g.Edges[i].Link
			break
		}
	}
	acts := []struct {
		name string
		act  func() error
	}{
		{"drag fifty", func() error {
			return Put(ctx, c, "Move", some(50, func(n *store.ChartNode) { n.X += 40; n.Y -= 12.5 }))
		}},
		{"pin", func() error { return Put(ctx, c, "Pin", some(3, func(n *store.ChartNode) { n.Pinned = true })) }},
		{"hide", func() error { return Put(ctx, c, "Hide", some(9, func(n *store.ChartNode) { n.Hidden = true })) }},
		{"take off", func() error { return Put(ctx, c, "Take off", some(4, func(n *store.ChartNode) { n.Removed = true })) }},
		{"group", func() error { return Group(ctx, c, id, "Suppliers", d.Members[:5]) }},
		{"note", func() error { return Note(ctx, c, store.ChartNote{Chart: id, Text: "Ask the registry.", X: 30, Y: 40}) }},
		{"note on a mark", func() error {
			return Note(ctx, c, store.ChartNote{Chart: id, About: d.Members[2].Key, Text: "Who is it?"})
		}},
		{"filter", func() error { return SetFilter(ctx, c, id, Filter{NoSuspected: true, Groups: []string{"body"}}) }},
		{"lay out", func() error {
			at, err := d.Lay(ctx, Lay{Kind: layout.Grid, Root: -1, Fresh: true}, nil)
			if err != nil {
				return err
			}
			return Arrange(ctx, c, id, "grid", d.Placed(at))
		}},
		{"reverse a link", func() error { return Reverse(ctx, c, link) }},
	}
	for _, a := range acts {
		before := painted(t, c, built(t, c), id)
		if err := a.act(); err != nil {
			t.Fatalf("%s: %v", a.name, err)
		}
		after := painted(t, c, built(t, c), id)
		if bytes.Equal(before, after) {
			t.Errorf("%s is not to be seen", a.name)
		}
		if _, err := c.Undo(ctx); err != nil {
			t.Fatalf("%s: %v", a.name, err)
		}
		if !bytes.Equal(before, painted(t, c, built(t, c), id)) {
			t.Errorf("%s: undo does not restore the picture", a.name)
		}
		if _, err := c.Redo(ctx); err != nil {
			t.Fatalf("%s: %v", a.name, err)
		}
		if !bytes.Equal(after, painted(t, c, built(t, c), id)) {
			t.Errorf("%s: redo makes another picture", a.name)
		}
		if _, err := c.Undo(ctx); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAReversedLinkPointsTheOtherWay(t *testing.T) {
	c, g, _ := charted(t)
	at := slices.IndexFunc(g.Edges, func(e network.Edge) bool { return e.Kind == "Ownership" })
	before := g.Edges[at]
	if err := Reverse(t.Context(), c, before.Link); err != nil {
		t.Fatal(err)
	}
	h := built(t, c)
	k, ok := h.FindEdge(before.Key)
	if !ok {
		t.Fatal("the link is gone")
	}
	after := h.Edges[k]
	if h.Nodes[after.From].Key != g.Nodes[before.To].Key || h.Nodes[after.To].Key != g.Nodes[before.From].Key {
		t.Errorf("it leads from %s to %s", h.Nodes[after.From].Caption, h.Nodes[after.To].Caption)
	}
	if len(after.Statements) < 2 || after.Origins != before.Origins || after.Grade != before.Grade {
		t.Errorf("its sources were lost: %+v", after)
	}
}

func TestNewcomersStandBesideAndMoveNothing(t *testing.T) {
	c, g, _ := charted(t)
	hub := 0
	for i := range g.Nodes {
		if g.Degree(i) > g.Degree(hub) {
			hub = i
		}
	}
	id, err := Make(t.Context(), c, "A hub", "force", []store.ChartNode{{Key: g.Nodes[hub].Key, Placed: true, X: 100, Y: 50}})
	if err != nil {
		t.Fatal(err)
	}
	d := drawn(t, c, g, id)
	fresh := d.Newcomers(append(g.Neighbours(hub, "", false, network.Filter{}), hub))
	if len(fresh) != g.Degree(hub) {
		t.Fatalf("%d newcomers of %d neighbours", len(fresh), g.Degree(hub))
	}
	for i, a := range fresh {
		if !a.Placed || math.Hypot(a.X-100, a.Y-50) < 20 {
			t.Errorf("%s stands at %g, %g", a.Key, a.X, a.Y)
		}
		for _, b := range fresh[:i] {
			if math.Hypot(a.X-b.X, a.Y-b.Y) < 20 {
				t.Errorf("%s and %s stand on one another", a.Key, b.Key)
			}
		}
	}
	if err := Put(t.Context(), c, "Expand", fresh); err != nil {
		t.Fatal(err)
	}
	after := drawn(t, c, g, id)
	if i, ok := after.At(hub); !ok || after.Members[i].X != 100 || after.Members[i].Y != 50 {
		t.Error("what stood there has moved")
	}
	if badge := after.Scene.Nodes[0].Badge; badge != strconv.Itoa(g.Degree(hub)) {
		t.Errorf("its badge says %s of %d", badge, g.Degree(hub))
	}
}

func TestPinnedMarksStay(t *testing.T) {
	c, g, id := charted(t)
	d := drawn(t, c, g, id)
	for i := range d.Members {
		d.Members[i].Pinned = i%3 == 0
	}
	for _, kind := range layout.Kinds() {
		at, err := d.Lay(t.Context(), Lay{Kind: kind, Root: -1, Fresh: true}, nil)
		if err != nil {
			t.Fatal(kind, err)
		}
		for i := range at {
			if d.Members[i].Pinned && at[i] != d.Scene.At[i] {
				t.Fatalf("%s moved a pinned mark", kind)
			}
		}
	}
}

func TestAFilterIsKeptInWords(t *testing.T) {
	f := Filter{Kinds: []string{"Ownership"}, Grade: "B2", Origins: 2, From: "2015-01-01", To: "2018-12-31", NoMuted: true}
	if got := ParseFilter(f.String()); !reflect.DeepEqual(got, f) {
		t.Errorf("%+v became %+v", f, got)
	}
	if (Filter{}).String() != "" || !ParseFilter("no filter").Empty() {
		t.Error("a filter that shows everything is written down")
	}
	if got := Without(Without([]string{"a"}, "b"), "a"); !slices.Equal(got, []string{"b"}) {
		t.Error(got)
	}
}

// Time narrows to what may have held then.
func TestTheSliderOfTime(t *testing.T) {
	e := func(since, until string) *network.Edge { return &network.Edge{Since: since, Until: until} }
	for _, tt := range []struct {
		f    Filter
		e    *network.Edge
		want bool
	}{
		{Filter{From: "2016-01-01"}, e("", "2015"), false},
		{Filter{From: "2015-06-01"}, e("", "2015"), true},
		{Filter{To: "2017-12-31"}, e("2018-03", ""), false},
		{Filter{To: "2018-03-31"}, e("2018-03", ""), true},
		{Filter{To: "2018-03-31"}, e("", ""), true},
		{Filter{To: "2018-03-31", Dated: true}, e("", ""), false},
		{Filter{From: "2016-01-01", To: "2016-12-31"}, e("2015~", "2017"), true},
	} {
		if got := tt.f.holds(tt.e); got != tt.want {
			t.Errorf("%+v shows %q to %q: %v", tt.f, tt.e.Since, tt.e.Until, got)
		}
	}
}

// A page of A3 is legible: no name lies on another, on a mark or on a number.
func TestAPrintedPageIsLegible(t *testing.T) {
	c, _, id := charted(t)
	for _, chart := range []store.ID{id, {}} {
		var b bytes.Buffer
		if _, err := Export(t.Context(), c, &b, Output{Chart: chart, Format: SVG}); err != nil {
			t.Fatal(err)
		}
		marks, names := boxes(t, &b)
		if len(marks) < 40 || len(names) < len(marks) {
			t.Fatalf("%d marks and %d names are on the page", len(marks), len(names))
		}
		for i, n := range names {
			for _, m := range marks {
				if n.Meets(m.Rect) {
					t.Errorf("%q lies on the mark %q", n.what, m.what)
				}
			}
			for _, o := range names[:i] {
				if n.Meets(o.Rect) && n.owner != o.owner {
					t.Errorf("%q lies on %q", n.what, o.what)
				}
			}
		}
	}
}

type box struct {
	scene.Rect
	what  string
	owner int // lines of one name belong together
}

// boxes reads where marks and texts stand from an SVG alone.
func boxes(t *testing.T, r io.Reader) (marks, names []box) {
	t.Helper()
	num := func(e xml.StartElement, name string) float64 {
		for _, a := range e.Attr {
			if a.Name.Local == name {
				v, err := strconv.ParseFloat(a.Value, 64)
				if err != nil {
					t.Fatal(err)
				}
				return v
			}
		}
		return 0
	}
	attr := func(e xml.StartElement, name string) string {
		for _, a := range e.Attr {
			if a.Name.Local == name {
				return a.Value
			}
		}
		return ""
	}
	d := xml.NewDecoder(r)
	var classes []string
	owner := 0
	inside := func(class string) bool { return slices.Contains(classes, class) }
	for {
		token, err := d.Token()
		if err == io.EOF {
			return marks, names
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "g":
				classes = append(classes, attr(e, "class"))
				owner++
			case "circle":
				if inside("node") {
					r := num(e, "r")
					marks = append(marks, box{Rect: scene.Rect{X: num(e, "cx") - r, Y: num(e, "cy") - r, W: 2 * r, H: 2 * r}, what: "disc"})
				}
			case "polygon":
				if !inside("node") {
					break
				}
				x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
				for _, p := range strings.Fields(attr(e, "points")) {
					a, b, _ := strings.Cut(p, ",")
					x, _ := strconv.ParseFloat(a, 64)
					y, _ := strconv.ParseFloat(b, 64)
					x0, y0, x1, y1 = math.Min(x0, x), math.Min(y0, y), math.Max(x1, x), math.Max(y1, y)
				}
				marks = append(marks, box{Rect: scene.Rect{X: x0, Y: y0, W: x1 - x0, H: y1 - y0}, what: "polygon"})
			case "text":
				x, y, size := num(e, "x"), num(e, "y"), num(e, "font-size")
				var text string
				if err := d.DecodeElement(&text, &e); err != nil {
					t.Fatal(err)
				}
				own := owner
				names = append(names, box{Rect: scene.Rect{X: x, Y: y - 0.76*size, W: num(e, "textLength"), H: 0.96 * size}, what: text, owner: own})
			}
		case xml.EndElement:
			if e.Name.Local == "g" {
				classes = classes[:len(classes)-1]
			}
		}
	}
}

func TestEveryFormatIsWritten(t *testing.T) {
	c, _, id := charted(t)
	for _, format := range Formats() {
		var one, two, lines bytes.Buffer
		o := Output{Chart: id, Format: format, DPI: 50, Lines: &lines}
		w, err := Export(t.Context(), c, &one, o)
		if err != nil {
			t.Fatal(format, err)
		}
		if _, err := Export(t.Context(), c, &two, o); err != nil || !bytes.Equal(one.Bytes(), two.Bytes()) {
			t.Errorf("%s: the same chart gives other bytes", format)
		}
		if w.Nodes < 20 || one.Len() < 500 || (format == CSV) != (lines.Len() > 0) {
			t.Errorf("%s: %+v, %d bytes, lines %d", format, w, one.Len(), lines.Len())
		}
		if format == GraphML || format == GEXF {
			g, err := graphfile.Read(t.Context(), &one)
			if err != nil {
				t.Fatal(format, err)
			}
			if len(g.Nodes) != w.Nodes || len(g.Edges) != w.Edges || !g.Nodes[0].Placed {
				t.Errorf("%s: %d nodes and %d edges are read of %+v", format, len(g.Nodes), len(g.Edges), w)
			}
		}
	}
}

func TestWhoIsProtectedIsNotNamed(t *testing.T) {
	c, _, _ := charted(t)
	var person store.ID
	_, err := c.Update(t.Context(), "Add a worker", func(tx *store.Tx) error {
		var err error
		if person, err = tx.AddEntity("Person"); err != nil {
			return err
		}
		if err := tx.SetClass(person, store.ClassWorker); err != nil {
			return err
		}
		_, err = tx.Assert(store.Statement{Entity: person, Property: "name", Value: "Quiet Welder"}, store.Noting{})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	id, err := Make(t.Context(), c, "Quiet Welder and others", "force", []store.ChartNode{{Key: person.String(), Placed: true}})
	if err != nil {
		t.Fatal(err)
	}
	if err := Note(t.Context(), c, store.ChartNote{Chart: id, About: person.String(), Text: "Quiet Welder came in 2016"}); err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{SVG, GraphML, GEXF, DOT, CSV} {
		for profile, want := range map[redact.Profile]bool{redact.Public: false, redact.Full: true} {
			var b, lines bytes.Buffer
			if _, err := Export(context.Background(), c, &b, Output{Chart: id, Format: format, Profile: profile, Lines: &lines}); err != nil {
				t.Fatal(format, err)
			}
			if got := strings.Contains(b.String(), "Quiet Welder"); got != want {
				t.Errorf("%s, %s: the name is there: %v", format, profile, got)
			}
		}
	}
}
