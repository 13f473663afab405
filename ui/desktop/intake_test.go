package desktop

import (
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"redthread/store"
)

func TestWhatIsPastedFillsTheForm(t *testing.T) {
	cases := []struct {
		name, text string
		want       store.Source
		passages   int
	}{
		{
			"an address", " https://www.example.org/2018/permits-for-workers.html?x=1 ",
			store.Source{Title: "permits for workers", Kind: "article", URL: "https://www.example.org/2018/permits-for-workers.html?x=1", Publisher: "example.org"},
			0,
		},
		{
			"an address without a page", "http://example.org",
			store.Source{Kind: "article", URL: "http://example.org", Publisher: "example.org"},
			0,
		},
		{
			"an encoded name", "https://example.org/%D0%BA%D0%B2%D0%BE%D1%82%D1%8B_2018",
			store.Source{Title: "квоты 2018", Kind: "article", URL: "https://example.org/%D0%BA%D0%B2%D0%BE%D1%82%D1%8B_2018", Publisher: "example.org"},
			0,
		},
		{"a text", "Notes of a talk\r\n\r\nFirst,\nwhat was said.\n\n\n\nSecond.", store.Source{Title: "Notes of a talk", Kind: "document"}, 3},
		{"another scheme", "javascript:alert(1)", store.Source{Title: "javascript:alert(1)", Kind: "document"}, 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := fromText(c.text)
			if got.Source != c.want || len(got.Passages) != c.passages {
				t.Errorf("got %+v and %d passages, want %+v and %d", got.Source, len(got.Passages), c.want, c.passages)
			}
			for i, p := range got.Passages {
				if p.Number != i+1 {
					t.Errorf("passage %d has the number %d", i+1, p.Number)
				}
			}
		})
	}
}

func TestALongFirstLineIsCut(t *testing.T) {
	line := ""
	for range 40 {
		line += "слово "
	}
	if got := []rune(fromText(line).Title); len(got) > titleLength || got[len(got)-1] != '…' {
		t.Errorf("the title is %q", string(got))
	}
}

// A pasted text may be anything: no text makes an empty passage or no title.
func FuzzPasted(f *testing.F) {
	for _, s := range []string{"https://example.org/a", "a\n\nb", "\xff\n\n \t", "http://%zz", "https:///"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		e := fromText(text)
		for _, p := range e.Passages {
			if p.Text == "" {
				t.Errorf("%q has an empty passage", text)
			}
		}
		if len([]rune(e.Title)) > titleLength && e.URL == "" {
			t.Errorf("%q has the long title %q", text, e.Title)
		}
	})
}

func TestDroppedFiles(t *testing.T) {
	s := newStage(t)
	s.dropped([]fyne.URI{storage.NewFileURI("/tmp/scan.pdf")})
	if s.bars.text[barError] == "" {
		t.Error("a file dropped on the welcome page is dropped in silence")
	}
	path := sampleCase(t)
	s.dropped([]fyne.URI{storage.NewFileURI(path)})
	s.until("the case is open", func() bool { return s.bench != nil })
	s.settled()
	s.dropped([]fyne.URI{storage.NewFileURI("/tmp/quota-table_2018.pdf")})
	if len(s.asked) != 1 || s.asked[0] != "source quota table 2018" {
		t.Errorf("asked for %v", s.asked)
	}
	s.dropped([]fyne.URI{storage.NewFileURI(filepath.Dir(path))})
	if len(s.asked) != 1 || s.bars.text[barError] == "" {
		t.Error("a folder was taken for a source")
	}
}

func TestPastingOutsideAField(t *testing.T) {
	s := withSample(t)
	s.app.Clipboard().SetContent("https://example.org/law")
	s.win.Canvas().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: s.app.Clipboard()})
	if len(s.asked) != 1 || s.asked[0] != "source lawhttps://example.org/law" {
		t.Errorf("asked for %v", s.asked)
	}
}
