package timeline

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"image/png"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"redthread/app"
	"redthread/app/chart"
	"redthread/app/redact"
	"redthread/app/sample"
	"redthread/store"
	"redthread/store/value"
)

func sampleCase(t *testing.T) *store.Case {
	t.Helper()
	path := filepath.Join(t.TempDir(), "s.rtcase")
	if err := sample.Create(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	c, err := store.Open(t.Context(), path, store.Options{Author: "Tester"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func read(t *testing.T, c *store.Case, profile redact.Profile, o Options) *Timeline {
	t.Helper()
	gate, err := redact.Open(t.Context(), c, profile)
	if err != nil {
		t.Fatal(err)
	}
	tl, err := Read(t.Context(), c, gate, o)
	if err != nil {
		t.Fatal(err)
	}
	return tl
}

func lane(t *testing.T, tl *Timeline, title string) Lane {
	t.Helper()
	for _, l := range tl.Lanes {
		if l.Title == title {
			return l
		}
	}
	t.Fatalf("no lane is called %q", title)
	return Lane{}
}

func TestSample(t *testing.T) {
	c := sampleCase(t)
	tl := read(t, c, redact.Public, Options{})

	sakorenma := lane(t, tl, "Sakorenma Ltd.")
	var seen []string
	for _, e := range sakorenma.Events {
		seen = append(seen, e.Kind+"|"+e.Time.Words+"|"+e.After)
		if len(e.Marks) == 0 {
			t.Errorf("%q has no source", e.Text)
		}
	}
	for _, want := range []string{"Worker group|since 2015 or earlier|", "Contract award|2018|2375 ¶ 17"} {
		if !slices.Contains(seen, want) {
			t.Errorf("Sakorenma lacks %q: %q", want, seen)
		}
	}
	if slices.ContainsFunc(tl.Undated, func(u Undated) bool { return strings.Contains(u.Text, "Zenco-39") }) == false {
		t.Error("the approvals of Zenco-39 have no date, and are not counted among what has none")
	}
	for _, e := range lane(t, tl, "Zenco-39").Events {
		if e.Kind == "Worker group" {
			t.Error("the approvals of Zenco-39 were given a date")
		}
	}

	byKind := read(t, c, redact.Public, Options{By: ByKind, Kinds: []string{"WorkPermit", "JobAdvert"}})
	if len(byKind.Lanes) != 2 || byKind.Events != 5 {
		t.Errorf("%d lanes and %d events of permits and adverts", len(byKind.Lanes), byKind.Events)
	}
	byPlace := read(t, c, redact.Public, Options{By: ByPlace})
	if byPlace.Events != tl.Events {
		t.Errorf("%d events by place, %d by party", byPlace.Events, tl.Events)
	}
	only := read(t, c, redact.Public, Options{Parties: []store.ID{sakorenma.Entity}})
	if len(only.Lanes) != 1 || len(only.Lanes[0].Events) != len(sakorenma.Events) {
		t.Errorf("narrowed to Sakorenma it has %d lanes", len(only.Lanes))
	}
}

// Nothing on a row stands on anything else of it, at any width and zoom.
func TestNothingStandsOnAnything(t *testing.T) {
	tl := read(t, sampleCase(t), redact.Full, Options{})
	for _, width := range []float64{500, 800, 1200, 2000} {
		for _, zoom := range []float64{0.2, 1, 4, 40} {
			p, err := tl.Lay(tl.Whole(width).Zoom(zoom, 0.6))
			if err != nil {
				t.Fatal(err)
			}
			for i, a := range p.Hits {
				if a.Law >= 0 || a.Title || a.Mark != nil {
					continue
				}
				if a.Rect.X+a.Rect.W > width+1 {
					t.Errorf("width %v, zoom %v: %q reaches over the edge", width, zoom, p.Tell(a))
				}
				for _, b := range p.Hits[i+1:] {
					if b.Law >= 0 || b.Title || b.Mark != nil {
						continue
					}
					r, s := a.Rect, b.Rect
					if r.X < s.X+s.W && s.X < r.X+r.W && r.Y < s.Y+s.H && s.Y < r.Y+r.H {
						t.Errorf("width %v, zoom %v: %q stands on %q", width, zoom, p.Tell(a), p.Tell(b))
					}
				}
			}
		}
	}
}

func TestFiles(t *testing.T) {
	c := sampleCase(t)
	tl := read(t, c, redact.Public, Options{})
	files := map[string][]byte{}
	for _, format := range []string{"svg", "pdf", "png", "csv"} {
		var b, again bytes.Buffer
		for _, w := range []io.Writer{&b, &again} {
			if err := tl.Write(w, format, WriteOptions{DPI: 72}); err != nil {
				t.Fatal(format, err)
			}
		}
		if !bytes.Equal(b.Bytes(), again.Bytes()) {
			t.Errorf("two %s files differ", format)
		}
		files[format] = b.Bytes()
	}
	if err := xml.Unmarshal(files["svg"], new(struct{})); err != nil {
		t.Errorf("the SVG is no XML: %v", err)
	}
	for _, want := range []string{"Sakorenma", "2397 ¶ 8: all workers returned"} {
		if !bytes.Contains(files["svg"], []byte(want)) {
			t.Errorf("the SVG lacks %q", want)
		}
	}
	if _, err := png.Decode(bytes.NewReader(files["png"])); err != nil {
		t.Error(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(files["csv"])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	events := 0
	for _, l := range tl.Lanes {
		events += len(l.Events)
	}
	if len(rows) != events+1 {
		t.Errorf("%d rows for %d events", len(rows)-1, events)
	}
	if err := tl.Write(io.Discard, "gif", WriteOptions{}); err == nil {
		t.Error("it wrote a gif")
	}
}

func TestWorkersStayHidden(t *testing.T) {
	c := sampleCase(t)
	sources, err := c.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, err = app.AddEntity(t.Context(), c, "Person", "Ri Chol Su", store.ClassWorker, []app.Fact{{Property: "birthDate", Text: "1980-01-02"}}, app.Cite{Source: sources[0].ID})
	if err != nil {
		t.Fatal(err)
	}
	for profile, named := range map[redact.Profile]bool{redact.Public: false, redact.Full: true} {
		tl := read(t, c, profile, Options{})
		var b bytes.Buffer
		if err := tl.Write(&b, "csv", WriteOptions{}); err != nil {
			t.Fatal(err)
		}
		if got := bytes.Contains(b.Bytes(), []byte("Ri Chol Su")) && bytes.Contains(b.Bytes(), []byte("1980-01-02")); got != named {
			t.Errorf("%s: the worker is named with his birthday: %v", profile, got)
		}
		if !named && tl.Withheld != 1 {
			t.Errorf("%d dates withheld, want 1", tl.Withheld)
		}
	}
}

// Two sources that say the same are one event with two citations, and one that denies it
// marks it disputed.
func TestSourcesJoin(t *testing.T) {
	c := sampleCase(t)
	sources, err := c.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	id, err := app.AddEntity(t.Context(), c, "JobAdvert", "An advert", "", []app.Fact{{Property: "publishedAt", Text: "2018-05-01"}}, app.Cite{Source: sources[0].ID})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Update(t.Context(), "say it again", func(tx *store.Tx) error {
		for i, stance := range []store.Stance{store.Asserts, store.Disputes} {
			if _, err := tx.Assert(store.Statement{Entity: id, Property: "publishedAt", Value: "2018-05-01", Source: sources[i+1].ID, Stance: stance}, store.Noting{}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	tl := read(t, c, redact.Public, Options{})
	i, j, ok := tl.Event(id)
	if !ok {
		t.Fatal("the advert is not on the timeline")
	}
	e := tl.Lanes[i].Events[j]
	if len(e.Marks) != 3 || len(e.Statements) != 3 || !e.Disputed || !e.Time.Day() {
		t.Errorf("%+v", e)
	}
}

// A timeline of a chart shows what is in sight on it, and no more.
func TestOfChart(t *testing.T) {
	c := sampleCase(t)
	all := read(t, c, redact.Full, Options{})
	sakorenma := lane(t, all, "Sakorenma Ltd.").Entity
	mokran := lane(t, all, "Mokran Ltd.").Entity
	id, err := chart.Make(t.Context(), c, "Two firms", "", []store.ChartNode{{Key: sakorenma.String(), Placed: true}, {Key: mokran.String(), Placed: true, X: 90, Hidden: true}})
	if err != nil {
		t.Fatal(err)
	}
	o, title, err := OfChart(t.Context(), c, id, Options{})
	if err != nil || title != "Two firms" {
		t.Fatal(title, err)
	}
	if got := read(t, c, redact.Full, o); len(got.Lanes) != 1 || got.Lanes[0].Entity != sakorenma {
		t.Errorf("%d lanes of one firm in sight", len(got.Lanes))
	}
	if err := chart.SetFilter(t.Context(), c, id, chart.Filter{From: "2019"}); err != nil {
		t.Fatal(err)
	}
	if o, _, err = OfChart(t.Context(), c, id, Options{}); err != nil {
		t.Fatal(err)
	}
	for _, l := range read(t, c, redact.Full, o).Lanes {
		for _, e := range l.Events {
			if e.Time.End <= number(value.Day{Year: 2019, Month: 1, Day: 1}) {
				t.Errorf("%q was over before 2019", e.Text)
			}
		}
	}
}
