package graphfile

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/color"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// drawn is any graph that can be written: texts of every kind, columns of every type.
func drawn(t *rapid.T) *Graph {
	text := rapid.OneOf(rapid.StringMatching(`[a-zA-Zа-я가-힣 <>&"'=+@;,|\n\t\r\\/-]{0,12}`), rapid.StringN(0, 8, 40)).Filter(holdable)
	g := &Graph{Name: text.Draw(t, "name"), Directed: rapid.Bool().Draw(t, "directed")}
	columns := func(prefix string) (all []Column) {
		for i := range rapid.IntRange(0, 4).Draw(t, prefix+"columns") {
			all = append(all, Column{fmt.Sprint(prefix, i, text.Draw(t, "column")), rapid.SampledFrom([]Type{String, Boolean, Int, Long, Float, Double}).Draw(t, "type")})
		}
		return all
	}
	g.NodeColumns, g.EdgeColumns = columns("node "), columns("edge ")
	cells := func(all []Column) []Value {
		if len(all) == 0 {
			return nil
		}
		row := make([]Value, len(all))
		for i := range all {
			if rapid.Bool().Draw(t, "set") {
				row[i] = Text(text.Draw(t, "cell"))
			}
		}
		return row
	}
	paint := func() *color.NRGBA {
		if rapid.Bool().Draw(t, "plain") {
			return nil
		}
		part := rapid.Uint8()
		return &color.NRGBA{R: part.Draw(t, "r"), G: part.Draw(t, "g"), B: part.Draw(t, "b"), A: part.Draw(t, "a")}
	}
	length := rapid.OneOf(rapid.Just(0.0), rapid.Float64Range(-1e6, 1e6))
	for i := range rapid.IntRange(0, 8).Draw(t, "nodes") {
		n := Node{ID: fmt.Sprint(i, text.Draw(t, "id")), Label: text.Draw(t, "label"), Size: length.Draw(t, "size"), Colour: paint(), Values: cells(g.NodeColumns)}
		n.Shape = rapid.SampledFrom([]string{"", "disc", "square"}).Draw(t, "shape")
		if n.Placed = rapid.Bool().Draw(t, "placed"); n.Placed {
			n.X, n.Y, n.Z = length.Draw(t, "x"), length.Draw(t, "y"), length.Draw(t, "z")
		}
		g.Nodes = append(g.Nodes, n)
	}
	if len(g.Nodes) > 0 {
		end := rapid.Int32Range(0, int32(len(g.Nodes)-1))
		for i := range rapid.IntRange(0, 8).Draw(t, "edges") {
			g.Edges = append(g.Edges, Edge{
				ID: rapid.SampledFrom([]string{"", fmt.Sprint("e", i)}).Draw(t, "edge id"), From: end.Draw(t, "from"), To: end.Draw(t, "to"), Label: text.Draw(t, "edge label"),
				Direction: rapid.SampledFrom([]Direction{AsGraph, Directed, Undirected}).Draw(t, "direction"), Weight: length.Draw(t, "weight"),
				Thickness: length.Draw(t, "thickness"), Colour: paint(), Shape: rapid.SampledFrom([]string{"", "dashed"}).Draw(t, "line"), Values: cells(g.EdgeColumns),
			})
		}
	}
	return g
}

// holdable tells whether XML can hold every character of a text.
func holdable(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return r < 0x20 && r != '\n' && r != '\t' && r != '\r' || r == 0xFFFE || r == 0xFFFF || r == 0xFFFD
	})
}

func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	for _, format := range []string{"graphml", "gexf"} {
		t.Run(format, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				g := drawn(t)
				var b bytes.Buffer
				if err := Write(&b, g, format); err != nil {
					t.Fatal(err)
				}
				again, err := Read(context.Background(), bytes.NewReader(b.Bytes()))
				if err != nil {
					t.Fatalf("%v\n%s", err, b.String())
				}
				if d := cmp.Diff(g, again); d != "" {
					t.Fatalf("%s\n%s", d, b.String())
				}
			})
		})
	}
}

func TestCharactersThatXMLCannotHold(t *testing.T) {
	g := &Graph{Nodes: []Node{{ID: "a", Label: "one\x00two\x1b\xffthree"}}}
	for _, format := range []string{"graphml", "gexf"} {
		var b bytes.Buffer
		if err := Write(&b, g, format); err != nil {
			t.Fatal(err)
		}
		again, err := Read(context.Background(), &b)
		if err != nil || again.Nodes[0].Label != "one\uFFFDtwo\uFFFD\uFFFDthree" {
			t.Errorf("%s: %v, %v", format, again, err)
		}
	}
}

// Files as other programs write them.
func TestFilesOfOtherPrograms(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want string
	}{
		"networkx": {
			`<?xml version='1.0' encoding='utf-8'?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="d1" for="edge" attr.name="weight" attr.type="double"/><key id="d0" for="node" attr.name="country" attr.type="string"/>
<graph edgedefault="undirected"><node id="1"><data key="d0">ru</data></node><node id="2"/><edge source="1" target="2"><data key="d1">2.5</data></edge></graph></graphml>`,
			"false [{country string}] [] 1(ru)@- 2()@- 1-2 w2.5",
		},
		"igraph, edges first, defaults": {
			`<graphml><key id="v_x" for="node" attr.name="x" attr.type="double"><default>7</default></key><key id="v_y" for="node" attr.name="y" attr.type="double"><default>0</default></key>
<key id="g" for="graph" attr.name="made" attr.type="string"/><key id="k" for="all" attr.name="kind" attr.type="string"><default>firm</default></key>
<graph id="G" edgedefault="directed"><data key="g">x</data><edge source="n1" target="n0"/><node id="n0"/><node id="n1"><data key="v_x">1e1</data><data key="k">person</data></node></graph></graphml>`,
			"true [{kind string}] [{kind string}] n0(firm)@7,0 n1(person)@10,0 n1-n0(firm)",
		},
		"yEd": {
			`<graphml xmlns:y="http://www.yworks.com/xml/graphml"><key for="node" id="d6" yfiles.type="nodegraphics"/><key id="d7" for="node" attr.name="Name" attr.type="string"/>
<graph edgedefault="directed" id="G"><node id="n0"><data key="d6"><y:ShapeNode><y:NodeLabel>A</y:NodeLabel></y:ShapeNode></data><data key="d7"><![CDATA[A & B]]></data></node></graph></graphml>`,
			"true [{Name string}] [] n0(A & B)@- !Drawing instructions inside values were left out.",
		},
		"Gephi": {
			`<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2" xmlns:viz="http://www.gexf.net/1.2draft/viz"><graph defaultedgetype="directed"><attributes class="node"><attribute id="c" title="country" type="string"><default>kp</default></attribute></attributes>
<nodes><node id="1" label="GENCO"><viz:size value="10.5"/><viz:position x="1" y="-2.5"/><viz:color r="1" g="2" b="3" a="0.5"/></node><node id="2"><attvalues><attvalue for="c" value="ru"/></attvalues></node></nodes>
<edges><edge id="0" source="1" target="2" type="undirected" weight="2"/></edges></graph></gexf>`,
			"true [{country string}] [] 1(kp)@1,-2.5 2(ru)@- 1-2 w2",
		},
	} {
		t.Run(name, func(t *testing.T) {
			g, err := Read(context.Background(), strings.NewReader(c.text))
			if err != nil {
				t.Fatal(err)
			}
			if got := brief(g); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func brief(g *Graph) string {
	var b strings.Builder
	fmt.Fprint(&b, g.Directed, " ", g.NodeColumns, " ", g.EdgeColumns)
	cells := func(all []Value) string {
		var out []string
		for _, v := range all {
			out = append(out, v.Text)
		}
		return strings.Join(out, ",")
	}
	for _, n := range g.Nodes {
		at := "-"
		if n.Placed {
			at = fmt.Sprint(n.X, ",", n.Y)
		}
		fmt.Fprintf(&b, " %s(%s)@%s", n.ID, cells(n.Values), at)
	}
	for _, e := range g.Edges {
		fmt.Fprintf(&b, " %s-%s", g.Nodes[e.From].ID, g.Nodes[e.To].ID)
		if len(e.Values) > 0 {
			fmt.Fprintf(&b, "(%s)", cells(e.Values))
		}
		if e.Weight != 0 {
			fmt.Fprint(&b, " w", e.Weight)
		}
	}
	for _, n := range g.Notes {
		b.WriteString(" !" + n)
	}
	return b.String()
}

func TestHostileFilesAreRefused(t *testing.T) {
	deep := strings.Repeat(`<graph><node id="`, 1)
	for i := range 100 {
		deep += fmt.Sprintf(`a%d"><graph><node id="`, i)
	}
	for name, text := range map[string]string{
		"nothing":         "",
		"no XML":          "graph { a -- b }",
		"another XML":     "<html><body/></html>",
		"no graph":        "<graphml></graphml>",
		"cut short":       `<graphml><graph><node id="a">`,
		"entities":        `<!DOCTYPE g [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><graphml><graph><node id="&c;"/></graph></graphml>`,
		"outside entity":  `<!DOCTYPE g [<!ENTITY x SYSTEM "file:///etc/hostname">]><graphml><graph><node id="a"/></graph></graphml>`,
		"unknown entity":  `<graphml><graph><node id="&x;"/></graph></graphml>`,
		"twice":           `<graphml><graph><node id="a"/><node id="a"/></graph></graphml>`,
		"no id":           `<graphml><graph><node/></graph></graphml>`,
		"end missing":     `<graphml><graph><node id="a"/><edge source="a" target="b"/></graph></graphml>`,
		"undeclared":      `<graphml><graph><node id="a"><data key="k">1</data></node></graph></graphml>`,
		"undeclared GEXF": `<gexf><graph><nodes><node id="a"><attvalues><attvalue for="7" value="x"/></attvalues></node></nodes></graph></gexf>`,
		"deep":            "<graphml>" + deep,
		"long value":      `<graphml><key id="k" for="node" attr.name="n" attr.type="string"/><graph><node id="a"><data key="k">` + strings.Repeat("x", mostText+1) + `</data></node></graph></graphml>`,
		"many keys":       "<graphml>" + strings.Repeat(`<key id="k"/>`, 2) + "</graphml>",
		"charset":         `<?xml version="1.0" encoding="KOI8-R"?><graphml><graph/></graphml>`,
	} {
		t.Run(name, func(t *testing.T) {
			g, err := Read(context.Background(), strings.NewReader(text))
			if !errors.Is(err, ErrFile) {
				t.Errorf("got %v, %v", g, err)
			}
		})
	}
	// A tag without end is not read into memory.
	endless := io.MultiReader(strings.NewReader(`<graphml><graph><node id="`), &letters{left: 1 << 30})
	if _, err := Read(context.Background(), endless); !errors.Is(err, ErrFile) {
		t.Errorf("an endless tag: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	many := "<graphml><graph>" + strings.Repeat("<x/>", 10000) + "</graph></graphml>"
	if _, err := Read(ctx, strings.NewReader(many)); !errors.Is(err, context.Canceled) {
		t.Errorf("told to stop: %v", err)
	}
}

type letters struct{ left int }

func (l *letters) Read(p []byte) (int, error) {
	n := min(len(p), l.left)
	for i := range p[:n] {
		p[i] = 'x'
	}
	if l.left -= n; n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

func TestTablesCarryNoFormulas(t *testing.T) {
	g := &Graph{
		NodeColumns: []Column{{"=name", String}, {"count", Int}},
		Nodes: []Node{
			{ID: "@a", Label: "=HYPERLINK(\"x\")", Placed: true, X: -1.5, Y: 2, Size: 4, Colour: &color.NRGBA{R: 255, A: 255}, Values: []Value{Text("+7 4242"), Text("-3")}},
			{ID: "b", Values: []Value{Text("-b"), Text("-x")}},
		},
		Edges: []Edge{{From: 0, To: 1, Label: "\t=1", Direction: Directed, Shape: "dashed"}, {From: 1, To: 0}},
	}
	var nodes, edges bytes.Buffer
	if err := errors.Join(WriteNodes(&nodes, g), WriteEdges(&edges, g)); err != nil {
		t.Fatal(err)
	}
	want := "Id,Label,x,y,size,colour,shape,'=name,count\n'@a,\"'=HYPERLINK(\"\"x\"\")\",-1.5,2,4,#ff0000,,'+7 4242,-3\nb,,,,,,,'-b,'-x\n"
	if nodes.String() != want {
		t.Errorf("nodes\n%s\nwant\n%s", nodes.String(), want)
	}
	want = "Source,Target,Type,Id,Label,Weight,colour,line\n'@a,b,Directed,,'\t=1,,,dashed\nb,'@a,Undirected,,,,,\n"
	if edges.String() != want {
		t.Errorf("edges\n%s\nwant\n%s", edges.String(), want)
	}
}

func TestDot(t *testing.T) {
	g := &Graph{
		Name: `a "case"`, NodeColumns: []Column{{"schema", String}, {"label", String}},
		Nodes: []Node{{ID: "a", Label: "A\n\\N", Placed: true, X: 1, Y: -2, Size: 36, Shape: "square", Values: []Value{Text("Company"), Text("own")}}, {ID: "b"}},
		Edges: []Edge{{From: 0, To: 1, Direction: Directed, Shape: "dashed"}, {From: 0, To: 1}},
	}
	var b bytes.Buffer
	if err := Write(&b, g, "dot"); err != nil {
		t.Fatal(err)
	}
	want := `digraph "a \"case\"" {
	node [shape=circle, style=filled, fixedsize=true];
	"a" [label="A\n\\N", pos="1,-2!", width=0.5, shape=square, "schema"="Company", "_label"="own"];
	"b";
	"a" -> "b" [style=dashed];
	"a" -> "b" [dir=none];
}
`
	if d := cmp.Diff(want, b.String()); d != "" {
		t.Error(d)
	}
	if err := Write(&b, g, "xls"); err == nil {
		t.Error("an unknown format is written")
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`<graphml><key id="k" for="node" attr.name="x" attr.type="double"/><graph edgedefault="directed"><node id="a"><data key="k">1</data></node><edge source="a" target="a"/></graph></graphml>`))
	f.Add([]byte(`<gexf><graph><attributes class="edge"><attribute id="0" title="t" type="integer"/></attributes><nodes><node id="a"><color hex="#ffffff"/></node></nodes><edges><edge source="a" target="a"><attvalues><attvalue for="0" value="1"/></attvalues></edge></edges></graph></gexf>`))
	f.Fuzz(func(t *testing.T, text []byte) {
		g, err := Read(context.Background(), bytes.NewReader(text))
		if err != nil {
			return
		}
		for _, format := range []string{"graphml", "gexf"} {
			var b bytes.Buffer
			if err := Write(&b, g, format); err != nil {
				t.Fatal(err)
			}
			again, err := Read(context.Background(), &b)
			if err != nil {
				t.Fatalf("what was read cannot be written and read: %v", err)
			}
			if len(again.Nodes) != len(g.Nodes) || len(again.Edges) != len(g.Edges) {
				t.Fatalf("%d nodes and %d edges became %d and %d", len(g.Nodes), len(g.Edges), len(again.Nodes), len(again.Edges))
			}
		}
	})
}
