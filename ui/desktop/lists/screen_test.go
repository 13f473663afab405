package lists

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"redthread/app/names"
	"redthread/app/screening"
	"redthread/app/screening/library"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/desk/desktest"
	"redthread/ui/desktop/part"
)

func says(s *Screen, text string) bool {
	for _, t := range desktest.Parts[*part.Text](s.Content()) {
		if strings.Contains(t.Text(), text) {
			return true
		}
	}
	return false
}

func TestWithoutAListTheFirstStepIsOffered(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d)
	d.NoFailure()
	if !says(s, "No list is kept on this computer yet") {
		t.Fatal("nothing says that there is no list")
	}
}

func TestJudgeByKeys(t *testing.T) {
	d := desktest.New(t)
	take(t, d, later, "2020-11-19")
	s := opened(t, d)
	d.NoFailure()
	before := s.result.Count(screening.ToJudge)
	if before < 2 || !s.pair.Showing() || !says(s, "Is this the same party?") || !says(s, "Made-up list, as of 2020-11-19") {
		t.Fatalf("%d to judge", before)
	}
	first := s.chosen
	d.Type(fyne.KeyRight)
	if s.chosen == first {
		t.Fatal("the arrow does not skip")
	}
	s.chosen = first
	s.redraw()
	d.Type(fyne.KeyS)
	d.Changed()
	d.NoFailure()
	if n := s.result.Count(screening.Matched); n != 1 || s.result.Count(screening.ToJudge) != before-1 {
		t.Fatalf("%d matched, %d left", n, s.result.Count(screening.ToJudge))
	}
	if s.chosen == first {
		t.Fatal("the next one is not shown")
	}
	// The entry stands in the case, with its list as the source.
	e, err := d.Case().Entity(t.Context(), screening.EntryID(s.versions[0], first.entry))
	if err != nil || e.Class != "" {
		t.Fatalf("%+v %v", e, err)
	}
	if src, err := d.Case().Source(t.Context(), screening.SourceID(s.versions[0])); err != nil || src.Kind != "list" {
		t.Fatalf("%+v %v", src, err)
	}
	// Undo brings the queue back.
	if _, err := d.Case().Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.Changed()
	if s.result.Count(screening.ToJudge) != before || s.at(first) < 0 {
		t.Fatal("undo did not bring the candidate back")
	}
	s.chosen = first
	s.redraw()
	d.Type(fyne.KeyD)
	d.Changed()
	if s.result.Count(screening.Cleared) != 1 {
		t.Fatal("D does not judge different")
	}
	d.Type(fyne.KeyU)
	d.Changed()
	if s.result.Count(screening.Doubted) != 1 {
		t.Fatal("U does not judge unsure")
	}
	s.choose(facetCleared)
	if i := s.list.Selected(); i < 0 || s.lines[i].candidate == nil || s.lines[i].candidate.State != screening.Cleared || !says(s, "Judged different") {
		t.Fatal("what was cleared is not shown")
	}
}

func TestAListAsItStoodOnADay(t *testing.T) {
	d := desktest.New(t)
	take(t, d, early, "2018-01-15")
	take(t, d, later, "2020-11-19")
	s := opened(t, d)
	now := s.result.Count(screening.ToJudge)
	s.askFor([]string{"made-up@2018-08-02"})
	d.NoFailure()
	if !strings.Contains(s.notice.Text(), "No version of Made-up list of 2018-08-02 is held; the nearest one before it, of 2018-01-15") {
		t.Fatalf("%q", s.notice.Text())
	}
	if then := s.result.Count(screening.ToJudge); then >= now {
		t.Errorf("%d candidates then, %d now", then, now)
	}
	if !strings.Contains(s.askedText(), "2018-08-02") {
		t.Errorf("%q", s.askedText())
	}
	s.askFor([]string{exact(s.versions[1])})
	if s.notice.Text() != "" || s.askedText() != "Made-up list, 2018-01-15" {
		t.Errorf("%q %q", s.notice.Text(), s.askedText())
	}
	s.askDay("made-up")
	sheet := d.OpenSheet()
	entries := desktest.Parts[*part.TextEntry](sheet.Content)
	entries[0].SetText("2016-01-01")
	if sheet.Save() {
		t.Error("a day before every version was taken")
	}
	d.Failed = nil
	entries[0].SetText("2019-01-01")
	if !sheet.Save() || s.picks[0].Date != "2018-01-15" {
		t.Error("a day was not asked")
	}
}

func TestOnlyWhatChangedComesBack(t *testing.T) {
	d := desktest.New(t)
	v := take(t, d, early, "2018-01-15")
	s := opened(t, d)
	i := s.first(0)
	if i < 0 {
		t.Fatal("nobody was found")
	}
	party, entry := s.lines[i].found.ID, s.lines[i].candidate.Entry
	if _, err := screening.Judge(t.Context(), d.Case(), party, v, entry, store.Same, 1, ""); err != nil {
		t.Fatal(err)
	}
	take(t, d, later, "2020-11-19")
	s.asking, s.result = nil, nil
	s.reload(false)
	d.NoFailure()
	i = s.at(key{party, "made-up", entry.ID})
	if i < 0 || s.lines[i].candidate.State != screening.Changed {
		t.Fatal("the entry that changed is not shown")
	}
	s.list.Select(i)
	s.show(i)
	if !says(s, "New since then: alias “Zenko”") || s.row(i).Trailing[0].Text != "changed" {
		t.Error("what changed is not said")
	}
}

func TestAddAListByFile(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d)
	path := filepath.Join(t.TempDir(), "firms.csv")
	write(t, path, "Nr;Firma;Land\n1;Genco;kp\n2;Mokran;ru\n")
	s.askHow(path)
	sheet := d.OpenSheet()
	entries := desktest.Parts[*part.TextEntry](sheet.Content)
	if len(entries) != 4 {
		t.Fatalf("%d fields", len(entries))
	}
	entries[2].SetText("2021-01-01")
	entries[3].SetText("colour=Firma")
	if sheet.Save() {
		t.Fatal("a mapping that says nothing was taken")
	}
	d.Failed = nil
	entries[3].SetText("id=Nr, name=Firma, country=Land, schema:=Company")
	if !sheet.Save() {
		t.Fatal("the list was not taken in")
	}
	d.NoFailure()
	if len(s.versions) != 1 || s.versions[0].Date != "2021-01-01" || s.versions[0].Entries != 2 {
		t.Fatalf("%+v", s.versions)
	}
	// The library: a version is shown, removed and put back.
	s.choose(facetLists)
	if !says(s, "firms, as of 2021-01-01") || !says(s, "of which 0 could not be read") {
		t.Error("the version is not shown")
	}
	d.Press(s.Content(), "Remove")
	if len(s.versions) != 0 {
		t.Fatal("the version was not removed")
	}
	d.Press(s.Content(), "Put back")
	d.NoFailure()
	if len(s.versions) != 1 {
		t.Fatal("the version was not put back")
	}
}

func TestWeakerCandidates(t *testing.T) {
	d := desktest.New(t)
	take(t, d, later, "2020-11-19")
	s := opened(t, d)
	strong := s.result.Count(screening.ToJudge)
	s.toggleWeak()
	if s.least != names.Candidate || s.result.Count(screening.ToJudge) < strong {
		t.Fatal("the weaker ones are not shown")
	}
	s.toggleWeak()
	if s.result.Count(screening.ToJudge) != strong {
		t.Fatal("the weaker ones stay")
	}
}

func TestACheckThatFoundNobodyCanBeNoted(t *testing.T) {
	d := desktest.New(t)
	take(t, d, "id,schema,name\n1,Company,Wholly Different Bakery\n", "2020-01-01")
	s := opened(t, d)
	if !says(s, "Nothing left to judge") {
		t.Fatal("an empty queue says nothing")
	}
	d.Press(s.Content(), "Note this check in the case")
	notes, err := d.Case().Notes(context.Background(), store.ID{})
	if err != nil || !slices.ContainsFunc(notes, func(n store.Note) bool {
		return strings.Contains(n.Text, "parties against Made-up list, as of 2020-01-01")
	}) {
		t.Fatalf("%+v %v", notes, err)
	}
}

func TestAStoppedLoadIsOfferedAgain(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d)
	path := filepath.Join(t.TempDir(), "x.csv")
	write(t, path, "id,name\n1,A\n")
	s.add(library.Adding{Paths: []string{path}, Date: "2020-01-01", Title: "X"})
	if len(s.versions) != 1 {
		t.Fatal("not taken in")
	}
	s.d.Go(desk.Route{Screen: desk.Lists})
}

func TestPictures(t *testing.T) {
	desktest.Shoot(t, "lists", func(t *testing.T, d *desktest.Desk) {
		take(t, d, early, "2018-01-15")
		take(t, d, later, "2020-11-19")
		opened(t, d)
	})
	desktest.Shoot(t, "lists-version", func(t *testing.T, d *desktest.Desk) {
		take(t, d, early, "2018-01-15")
		take(t, d, later+"broken \"\n", "2020-11-19")
		opened(t, d).choose(facetLists)
	})
	desktest.Shoot(t, "lists-empty", func(t *testing.T, d *desktest.Desk) { opened(t, d) })
	desktest.Shoot(t, "lists-day", func(t *testing.T, d *desktest.Desk) {
		take(t, d, early, "2018-01-15")
		take(t, d, later, "2020-11-19")
		opened(t, d).askFor([]string{"made-up@2018-08-02"})
	})
}
