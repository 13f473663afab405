package desktop

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"redthread/app/capture"
	"redthread/store"
	"redthread/ui/desktop/desk"
)

func TestAFewWordsFillTheForm(t *testing.T) {
	cases := []struct {
		name, text string
		want       store.Source
	}{
		{
			"an address", " https://www.example.org/2018/permits-for-workers.html?x=1 ",
			store.Source{Title: "permits for workers", Kind: "article", URL: "https://www.example.org/2018/permits-for-workers.html?x=1", Publisher: "example.org"},
		},
		{
			"an address without a page", "http://example.org",
			store.Source{Kind: "article", URL: "http://example.org", Publisher: "example.org"},
		},
		{
			"an encoded name", "https://example.org/%D0%BA%D0%B2%D0%BE%D1%82%D1%8B_2018",
			store.Source{Title: "квоты 2018", Kind: "article", URL: "https://example.org/%D0%BA%D0%B2%D0%BE%D1%82%D1%8B_2018", Publisher: "example.org"},
		},
		{"a title", " Registry extract ", store.Source{Title: "Registry extract"}},
		{"another scheme", "javascript:alert(1)", store.Source{Title: "javascript:alert(1)"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := titled(c.text); got.Source != c.want || got.Path != "" {
				t.Errorf("got %+v, want %+v", got.Source, c.want)
			}
		})
	}
}

func TestAPastedTextBecomesAnOriginal(t *testing.T) {
	text := "Notes of a talk\r\n\r\nFirst,\nwhat was said.\n"
	item, known := pastedText(text)
	if string(item.Data) != text || item.Name != "notes-of-a-talk.txt" || item.Path != "" || known.Title != "Notes of a talk" || known.Kind != "document" {
		t.Errorf("got %+v and %+v", item, known)
	}
}

func TestALongFirstLineIsCut(t *testing.T) {
	if got := []rune(firstLine(strings.Repeat("слово ", 40))); len(got) > titleLength || got[len(got)-1] != '…' {
		t.Errorf("the title is %q", string(got))
	}
}

func TestFilesOnTheClipboard(t *testing.T) {
	dir := t.TempDir()
	there := filepath.Join(dir, "a scan.pdf")
	if err := os.WriteFile(there, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	address := (&url.URL{Scheme: "file", Path: filepath.ToSlash(there)}).String()
	for _, c := range []struct {
		name, text string
		want       int
	}{
		{"addresses of files", address + "\r\n" + address + "\r\n", 2},
		{"with what a file manager puts before them", "copy\n" + address, 1},
		{"a list with a remark", "# from the file manager\n" + address + "\n", 1},
		{"a path", there, 1},
		{"a path that leads nowhere", filepath.Join(dir, "none.pdf"), 0},
		{"a text with a path in it", there + "\nis what I found", 0},
		{"a file of another computer", "file://elsewhere/a.pdf", 0},
		{"a text", "copy\nthat", 0},
	} {
		got := pastedPaths(c.text)
		if len(got) != c.want || c.want > 0 && got[0] != there {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}

// A pasted text may be anything: it always has a title and a name, and its
// bytes are UTF-8.
func FuzzPasted(f *testing.F) {
	for _, s := range []string{"https://example.org/a", "a\n\nb", "\xff\n\n \t", "http://%zz", "https:///", "file:///%zz", "../../x\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.TrimSpace(text) == "" {
			return
		}
		item, known := pastedText(text)
		if strings.ContainsAny(item.Name, "/\\\x00") || len([]rune(known.Title)) > titleLength || string(item.Data) != strings.ToValidUTF8(text, "\uFFFD") {
			t.Errorf("%q becomes %+v, %q", text, item, known.Title)
		}
		titled(text)
	})
}

func dropped(paths ...string) []fyne.URI {
	var all []fyne.URI
	for _, p := range paths {
		all = append(all, storage.NewFileURI(p))
	}
	return all
}

func file(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestOneDroppedFileOpensAForm(t *testing.T) {
	s := newStage(t)
	dir := t.TempDir()
	one := file(t, dir, "in/quota-table_2018.txt", "A table of quotas.")
	s.dropped(dropped(one))
	if s.bars.text[barError] == "" {
		t.Error("a file dropped on the welcome page is dropped in silence")
	}
	s.dropped(dropped(sampleCase(t)))
	s.until("the case is open", func() bool { return s.bench != nil })
	s.settled()
	s.dropped(dropped(one))
	s.settled()
	s.dropped(dropped(filepath.Join(dir, "in"))) // a folder with one file is that file
	s.settled()
	if len(s.asked) != 2 || s.asked[0] != "dropped quota-table_2018.txt " || s.items[1].Path != one || s.items[1].From != "in" {
		t.Errorf("asked for %q, %+v", s.asked, s.items)
	}
	s.dropped(dropped(t.TempDir()))
	s.settled()
	if len(s.asked) != 2 || s.bars.text[barError] == "" {
		t.Error("an empty folder is dropped in silence")
	}
}

func TestSeveralDroppedFilesAreOneJob(t *testing.T) {
	s := withSample(t)
	dir := t.TempDir()
	folder := filepath.Join(dir, "papers")
	file(t, folder, "first letter.txt", "The first letter, with a few words in it.")
	file(t, folder, "more/second letter.txt", "The second letter says something else.")
	other := file(t, dir, "same.txt", "The first letter, with a few words in it.")
	broken := file(t, dir, "broken.pdf", "%PDF-1.7 and nothing else")
	file(t, folder, ".hidden", "x")
	before, err := s.bench.c.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s.dropped(dropped(folder, other, broken))
	s.settled()
	after, err := s.bench.c.Sources(t.Context())
	if err != nil || len(after) != len(before)+3 {
		t.Fatalf("%d sources after %d, %v", len(after), len(before), err)
	}
	if got := s.fakes[desk.Sources].last(); got.ID != after[len(before)].ID {
		t.Errorf("it shows %v, want the first file taken in", got)
	}
	if len(s.sheets) != 1 {
		t.Fatal("no summary is shown")
	}
	undone, err := s.bench.c.Undo(t.Context())
	if err != nil || undone != "Take in 4 files" {
		t.Errorf("undo takes back %q, %v", undone, err)
	}
}

func TestWhatBecameOfTheFiles(t *testing.T) {
	taken := capture.Result{Name: "a.pdf", Outcome: capture.Taken, Source: store.ID{1}}
	noted := capture.Result{Name: "b.pdf", Outcome: capture.Taken, Source: store.ID{2}, Notes: []string{"No text was found in this file."}}
	known := capture.Result{Name: "c.pdf", Outcome: capture.Known, Source: store.ID{3}}
	not := capture.Result{Name: "d", Outcome: capture.Not, Err: plainError("d is not a file; choose a file.")}
	for _, c := range []struct {
		name    string
		results []capture.Result
		left    int
		stopped bool
		plain   bool
		said    string
		first   store.ID
		rows    int
	}{
		{"all is well", []capture.Result{taken, taken}, 0, false, true, "2 files taken in.", store.ID{1}, 0},
		{"all are known", []capture.Result{known, known}, 0, false, false, "Already in the case: 2 files; nothing was stored twice.", store.ID{3}, 3},
		{"a bit of each", []capture.Result{known, not, noted, taken}, 2, false, false, "2 files taken in, 1 already in the case, 1 not taken in, 2 hidden or not a file, left out.", store.ID{2}, 6},
		{"stopped", []capture.Result{taken}, 0, true, false, "Stopped after 1 of 5 files: 1 file taken in.", store.ID{1}, 0},
	} {
		asked := len(c.results)
		if c.stopped {
			asked = 5
		}
		tally := tallyOf(c.results, asked, c.left)
		tally.stopped = c.stopped
		if tally.plain() != c.plain || tally.said() != c.said || tally.first() != c.first || len(tally.rows()) != c.rows {
			t.Errorf("%s: plain %v, %q, first %v, %d rows", c.name, tally.plain(), tally.said(), tally.first(), len(tally.rows()))
		}
	}
}

func TestPastingOutsideAField(t *testing.T) {
	s := withSample(t)
	paste := func(text string) {
		s.app.Clipboard().SetContent(text)
		s.win.Canvas().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: s.app.Clipboard()})
		s.settled()
	}
	paste("https://example.org/law")
	paste("A letter\n\nIt says this.")
	if len(s.asked) != 2 || s.asked[0] != "source lawhttps://example.org/law" || s.asked[1] != "pasted a-letter.txt. A letter" || string(s.items[0].Data) != "A letter\n\nIt says this." {
		t.Errorf("asked for %q", s.asked)
	}
}

func TestTheChooserLeadsToAForm(t *testing.T) {
	s := withSample(t)
	dir := t.TempDir()
	file(t, dir, "only.txt", "One file.")
	s.app.Preferences().SetString("chooser.folder", dir)
	s.menu(menuAdd, "Take in files…")
	s.settled()
	s.key(fyne.KeyDown) // to the only row
	s.key(fyne.KeyReturn)
	s.settled()
	if len(s.asked) != 1 || s.asked[0] != "chosen only.txt " {
		t.Errorf("asked for %q", s.asked)
	}
}

func TestADroppedTableIsOfferedToTheImport(t *testing.T) {
	s := withSample(t)
	table := file(t, t.TempDir(), "firms.csv", "Company,INN\nMokran LLC,7811489970\n")
	s.dropped(dropped(table))
	s.settled()
	if len(s.sheets) != 1 || len(s.asked) != 0 {
		t.Fatalf("%d forms, asked for %q", len(s.sheets), s.asked)
	}
	s.sheets[0].part.OnConfirm()
	s.settled()
	if len(s.sheets) != 1 || s.bars.text[barError] != "" {
		t.Errorf("%d forms after the choice to import, and %q", len(s.sheets), s.bars.text[barError])
	}
}
