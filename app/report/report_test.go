package report

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"redthread/app"
	"redthread/app/redact"
	"redthread/app/sample"
	"redthread/store"
)

func TestSameCaseGivesTheSameBytes(t *testing.T) {
	c := sampleCase(t)
	first, _ := samplePDF()
	gate, err := redact.Open(t.Context(), c, redact.Public)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time the gate has already seen everything
		var again bytes.Buffer
		if _, err := Write(t.Context(), c, gate, Options{}, &again); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first, again.Bytes()) {
			t.Fatal("two reports of one case differ")
		}
	}
	path := filepath.Join(t.TempDir(), "second.rtcase")
	if err := sample.Create(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	second, err := store.Open(t.Context(), path, sample.Options())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = second.Close() }()
	if other, _ := written(t, second, redact.Public, Options{}); !bytes.Equal(first, other) {
		t.Error("reports of two samples differ")
	}
	full, _ := written(t, c, redact.Full, Options{})
	if bytes.Equal(first, full) {
		t.Error("the public and the full report are the same")
	}
}

func TestOtherToolsFindNoFault(t *testing.T) {
	pdf, made := samplePDF()
	t.Run("structure", func(t *testing.T) {
		if out := tool(t, pdf, "qpdf", "--check", "FILE"); strings.Contains(strings.ToLower(out), "warning") {
			t.Error(out)
		}
	})
	t.Run("fonts", func(t *testing.T) {
		lines := strings.Split(strings.TrimSpace(tool(t, pdf, "pdffonts", "FILE")), "\n")
		if len(lines) < 4 { // two lines of heading
			t.Errorf("only %d fonts", len(lines)-2)
		}
		for _, line := range lines[2:] {
			cols := strings.Fields(line) // … emb sub uni object ID
			if n := len(cols); cols[n-5] != "yes" || cols[n-4] != "yes" || cols[n-3] != "yes" {
				t.Errorf("a font is not embedded as a subset with its letters: %s", line)
			}
		}
	})
	t.Run("pages", func(t *testing.T) {
		info := tool(t, pdf, "pdfinfo", "FILE")
		for _, want := range []string{"Title: Sakhalin labour contracts", "Author: Sample researcher", "Tagged: yes", fmt.Sprintf("Pages: %d", made.Pages)} {
			if !strings.Contains(strings.Join(strings.Fields(info), " "), want) {
				t.Errorf("no %q in\n%s", want, info)
			}
		}
		if made.Pages < 12 || made.Pages > 30 {
			t.Errorf("the sample has %d pages; a reader wants 12 to 30", made.Pages)
		}
	})
	t.Run("last page", func(t *testing.T) {
		text := tool(t, pdf, "pdftotext", "FILE", "-")
		if want := fmt.Sprintf("page %d of %d", made.Pages, made.Pages); !strings.Contains(text, want) {
			t.Errorf("no %q", want)
		}
	})
}

func TestCitationsAndContentsAreLinks(t *testing.T) {
	pdf, made := samplePDF()
	plain := tool(t, pdf, "qpdf", "--qdf", "--object-streams=disable", "FILE", "-")
	if n := strings.Count(plain, "/Subtype /Link"); n < 600 {
		t.Errorf("%d links, want one for each citation", n)
	}
	if n := strings.Count(plain, "/URI ("); n < 9 {
		t.Errorf("%d addresses, want those of the sources", n)
	}
	if !strings.Contains(plain, "/Outlines") {
		t.Error("no bookmarks")
	}
	var titles []string
	for _, h := range made.Outline {
		titles = append(titles, h.Title)
	}
	all := strings.Join(titles, "\n")
	wants(t, onOneLine(all), "1 Summary", "2 Parties", "5 Pay", "Sources", "Annex A: notes on the sources", "Annex B: evidence and history")
}

func TestPublicReportHidesWorkersAndSources(t *testing.T) {
	b := newCase(t)
	paper := b.source(store.Source{Title: "Talk with Pak Chol Su", Kind: "interview", Publisher: "Pak Chol Su", URL: "https://example.org/pak-chol-su", Class: store.ClassWorker}, "Pak Chol Su says that he was paid in rice.")
	register := b.source(store.Source{Title: "Register", Kind: "registry", Grade: store.Grade{Reliability: 'B', Credibility: 2}}, "Firm and director.")
	by, cite := app.Cite{Source: paper, Passage: 1}, app.Cite{Source: register, Passage: 1}
	worker := b.entity("Person", "Pak Chol Su", store.ClassWorker, by, app.Fact{Property: "passportNumber", Text: "745102938"}, app.Fact{Property: "position", Text: "Feller"})
	nobody := b.entity("Person", "Иван Северов", "", cite)
	firm := b.entity("Company", "Severles", "", cite)
	b.entity("Claim", "Pak Chol Su was paid in rice", "", app.Cite{Source: paper, Passage: 1, SaidBy: "Pak Chol Su"}, app.Fact{Property: "about", Target: worker})
	_, err := app.Link(t.Context(), b.Case, worker, "Employment", firm, nil, by)
	b.do(err)
	b.do(app.SetCase(t.Context(), b.Case, store.CaseFields{Title: "What Pak Chol Su saw", Question: "Who paid Pak Chol Su?"}))
	b.do(app.SetNote(t.Context(), b.Case, store.Note{About: nobody, Text: "Ask Иван Северов about Pak Chol Su."}))
	b.do(app.SetTask(t.Context(), b.Case, store.Task{About: worker, Text: "Keep Pak Chol Su safe."}))

	pdf, made := b.report(redact.Public, Options{})
	text := textOf(t, pdf)
	gate, err := redact.Open(t.Context(), b.Case, redact.Public)
	b.do(err)
	if leaks := gate.Leaks(text); leaks != nil {
		t.Errorf("the report leaks %q", leaks)
	}
	lacks(t, text, "Chol", "Северов", "745102938", "pak-chol-su")
	wants(t, text, "was paid in rice", "Protected source A", "Feller", "withheld", "Severles", "without a class, so hidden", "Public: workers, sources and people without a class are hidden")
	if made.Hidden.People != 2 || made.Hidden.Sources != 1 {
		t.Errorf("hidden: %+v", made.Hidden)
	}
	if info := tool(t, pdf, "pdfinfo", "FILE"); strings.Contains(info, "Chol") {
		t.Errorf("the name stands in the properties of the file:\n%s", info)
	}

	pdf, _ = b.report(redact.Full, Options{})
	wants(t, textOf(t, pdf), "Pak Chol Su", "Иван Северов", "745102938", "Confidential. Nothing is hidden")
}

// What comes to the sheet without having passed the gate does not leave either.
func TestANameThatGotPastTheGateStopsTheReport(t *testing.T) {
	b := newCase(t)
	b.entity("Person", "Pak Chol Su", store.ClassWorker, app.Cite{})
	gate, err := redact.Open(t.Context(), b.Case, redact.Public)
	b.do(err)
	l, err := readLedger(t.Context(), b.Case, gate)
	b.do(err)
	l.info.Question = "Who paid Pak Chol Su?"
	s, err := newSheet(l, nil, nil, nil, Options{})
	b.do(err)
	s.title()
	if len(s.leaks) == 0 {
		t.Error("the sheet took a protected name")
	}
}

func TestOriginalsAreListedAndHashedAgain(t *testing.T) {
	b := newCase(t)
	file := filepath.Join(t.TempDir(), "extract.txt")
	b.do(os.WriteFile(file, []byte("an extract"), 0o600))
	_, err := app.AddSource(t.Context(), b.Case, app.SourceEntry{Source: store.Source{Title: "Extract", Kind: "registry"}, Path: file})
	b.do(err)
	pdf, _ := b.report(redact.Public, Options{})
	wants(t, textOf(t, pdf), "Original kept: extract.txt, 10 bytes", "SHA-256", "1 of 1 hashes verified", "Each original was hashed again")
	files, err := b.Evidence(t.Context(), store.ID{})
	b.do(err)
	if n := strings.Count(strings.ReplaceAll(textOf(t, pdf), " ", ""), files[0].Hash()); n != 2 {
		t.Errorf("the hash stands %d times, want with the source and in the annex", n)
	}
}

func TestDisputesWithdrawalsAndMissingSourcesAreSeen(t *testing.T) {
	b := newCase(t)
	one, two := b.source(store.Source{Title: "Daily", Kind: "article"}), b.source(store.Source{Title: "Weekly", Kind: "article"})
	firm := b.entity("Company", "Severles", "", app.Cite{Source: one},
		app.Fact{Property: "sector", Text: "Timber"}, app.Fact{Property: "status", Text: "Active"}, app.Fact{Property: "legalForm", Text: "OOO"})
	b.facts(firm, app.Cite{Source: two}, app.Fact{Property: "sector", Text: "Timber"})
	b.facts(firm, app.Cite{Source: two, Hedge: "appears"}, app.Fact{Property: "status", Text: "Active", Dispute: true})
	b.facts(firm, app.Cite{}, app.Fact{Property: "description", Text: "A rumour of the town"})
	gone, err := app.AddFacts(t.Context(), b.Case, firm, []app.Fact{{Property: "summary", Text: "Said by mistake"}}, app.Cite{Source: one})
	b.do(err)
	b.do(app.Withdraw(t.Context(), b.Case, gone[0], "misread"))
	pdf, made := b.report(redact.Public, Options{})
	text := textOf(t, pdf)
	wants(t, text, "Timber1,2", "Disputed: Active (appears)2", "Active1 contested", "A rumour of the town [unsourced]", "1 statement, withdrawn by the researcher, is kept in the case and not printed")
	lacks(t, text, "Said by mistake")
	if n := strings.Count(text, "Timber1"); n != 1 {
		t.Errorf("one value of two sources stands in %d rows", n)
	}
	if !strings.Contains(strings.Join(made.Warnings, " "), "1 statement has no source.") {
		t.Errorf("warnings: %q", made.Warnings)
	}
}

func TestAnEmptyCase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "empty.rtcase")
	c, err := store.Create(t.Context(), path, sample.Options())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	pdf, made := written(t, c, redact.Public, Options{})
	if made.Pages < 3 || made.Pages > 6 {
		t.Errorf("%d pages", made.Pages)
	}
	wants(t, textOf(t, pdf), "Nothing has been recorded yet.", "No party is recorded in this case.", "No source is recorded in this case.")
}

func TestALargeCaseIsQuickAndItsTablesRunOverPages(t *testing.T) {
	b := newCase(t)
	src := b.source(store.Source{Title: "Register", Kind: "registry"}, "Many firms.")
	_, err := b.Update(t.Context(), "fill", func(tx *store.Tx) error {
		for i := range 300 {
			schema, property, text := "Company", "name", fmt.Sprintf("Firm %03d Хозяйство 회사", i)
			if i%2 == 1 {
				schema, property, text = "Claim", "claim", fmt.Sprintf("Firm %03d is said to have hired %d people for the winter.", i-1, i)
			}
			id, err := tx.AddEntity(schema)
			if err != nil {
				return err
			}
			for p, v := range map[string]string{property: text, "summary": fmt.Sprint("No. ", i)} {
				if _, err := tx.Assert(store.Statement{Entity: id, Property: p, Value: v, Source: src}, store.Noting{Citation: store.Citation{Passage: 1}}); err != nil {
					return err
				}
			}
		}
		return nil
	})
	b.do(err)
	began := time.Now()
	pdf, made := b.report(redact.Public, Options{})
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("a case of 300 entities took %v", took)
	}
	text := tool(t, pdf, "pdftotext", "-raw", "FILE", "-")
	if n := strings.Count(text, "Claim, with its doubt"); n < 3 {
		t.Errorf("the head of a table over several pages stands %d times on %d pages", n, made.Pages)
	}
	for i := range 300 {
		if !strings.Contains(text, fmt.Sprintf("Firm %03d", i/2*2)) || !strings.Contains(text, fmt.Sprintf("No. %d", i)) {
			t.Fatalf("entity %d is not in the report", i)
		}
	}
}

func TestScriptsAndVeryLongTexts(t *testing.T) {
	b := newCase(t)
	src := b.source(store.Source{Title: "조선신보 · 朝鮮新報", Kind: "article", Publisher: "Коммерсантъ"}, "О чём писали.")
	cite := app.Cite{Source: src, Passage: 1, SaidBy: "대외건설총회사", Hedge: "по-видимому"}
	b.entity("Company", "ООО «Сакоренма»", "", cite, app.Fact{Property: "alias", Text: "사코렌마 합영회사"}, app.Fact{Property: "alias", Text: "朝鮮對外建設總會社"})
	long := strings.Repeat("The firm declared one sum and paid another to whoever asked for it. ", 400)
	b.entity("Claim", long+"End of the long claim", "", cite)
	b.entity("Claim", strings.Repeat("longword", 600), "", cite)
	pdf, _ := b.report(redact.Public, Options{})
	text := textOf(t, pdf)
	wants(t, text, "ООО «Сакоренма»", "사코렌마 합영회사", "朝鮮對外建設總會社", "조선신보 · 朝鮮新報", "Коммерсантъ", "по-видимому", "Said by 대외건설총회사, where a line names nobody else", "End of the long claim")
	if n := strings.Count(strings.ReplaceAll(text, " ", ""), "longword"); n < 590 { // a few are parted by the head of the table on the next page
		t.Errorf("%d of 600 parts of a word without a space", n)
	}
}

func TestSectionsCanBeMovedAndLeftOut(t *testing.T) {
	c := sampleCase(t)
	pdf, made := written(t, c, redact.Public, Options{
		Title:    "For the file",
		Sections: []Section{{ID: Pay, Title: "Money", On: true}, {ID: Parties, On: false}, {ID: Claims, On: true}},
	})
	text := textOf(t, pdf)
	wants(t, text, "For the file", "1 Money", "2 Claims and counts", "2.1", "[1] ¶ 16")
	lacks(t, text, "Annex", "Caution.", "2 Parties")
	if len(made.Outline) == 0 || made.Outline[0].Title != "1  Money" {
		t.Errorf("outline: %+v", made.Outline)
	}
	for _, s := range Sections() { // each alone, whatever it leads to
		if _, made := written(t, c, redact.Public, Options{Sections: []Section{s}}); made.Pages < 3 {
			t.Errorf("%s alone has %d pages", s.ID, made.Pages)
		}
	}
	gate, err := redact.Open(t.Context(), c, redact.Public)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := Write(t.Context(), c, gate, Options{Sections: []Section{{ID: "gossip", On: true}}}, &out); err == nil || out.Len() > 0 {
		t.Errorf("an unknown section gave %v and %d bytes", err, out.Len())
	}
	if _, made := written(t, c, redact.Public, Options{Sections: []Section{}}); made.Pages < 1 {
		t.Error("a report without sections has no page")
	}
}

func TestProgressAndCancel(t *testing.T) {
	c := sampleCase(t)
	last := -1.0
	written(t, c, redact.Public, Options{Progress: func(share float64, what string) {
		if share < last || share > 1 || what == "" {
			t.Errorf("progress %v after %v: %q", share, last, what)
		}
		last = share
	}})
	if last != 1 {
		t.Errorf("progress ended at %v", last)
	}
	gate, err := redact.Open(t.Context(), c, redact.Public)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var out bytes.Buffer
	_, err = Write(ctx, c, gate, Options{Progress: func(_ float64, what string) {
		if strings.HasPrefix(what, "Writing") {
			cancel()
		}
	}}, &out)
	if !errors.Is(err, context.Canceled) || out.Len() > 0 {
		t.Errorf("cancelled: %v, %d bytes", err, out.Len())
	}
}

func TestCheckFindsWhatIsWeak(t *testing.T) {
	c := sampleCase(t)
	gate, err := redact.Open(t.Context(), c, redact.Public)
	if err != nil {
		t.Fatal(err)
	}
	found, err := Check(t.Context(), c, gate)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]Level{"unsourced": Good, "origins": Caution, "hashes": Caution, "classes": Good, "shown": Good, "conflicts": Caution, "grades": Good, "accessed": Caution}
	for _, f := range found {
		if f.Level != want[f.ID] || (f.Level == Good) != (len(f.Items) == 0) && f.ID != "hashes" {
			t.Errorf("%+v", f)
		}
		delete(want, f.ID)
		for _, it := range f.Items {
			if it.Title == "" || it.ID.IsZero() {
				t.Errorf("%s: %+v", f.ID, it)
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("nothing was said of %v", want)
	}

	b := newCase(t)
	b.source(store.Source{Title: "Page", Kind: "article", URL: "https://example.org"})
	b.entity("Person", "Somebody Known", "", app.Cite{})
	for profile, level := range map[redact.Profile]Level{redact.Public: Caution, redact.Full: Fault} {
		gate, err := redact.Open(t.Context(), b.Case, profile)
		b.do(err)
		found, err := Check(t.Context(), b.Case, gate)
		b.do(err)
		levels := map[string]Level{}
		for _, f := range found {
			levels[f.ID] = f.Level
		}
		if levels["unsourced"] != Fault || levels["classes"] != level || levels["grades"] != Caution || levels["accessed"] != Caution {
			t.Errorf("%s: %+v", profile, found)
		}
	}
}
