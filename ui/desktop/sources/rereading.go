package sources

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"redthread/app"
	"redthread/app/capture"
	"redthread/app/capture/picture"
	"redthread/store"
	"redthread/ui/desktop/form"
	"redthread/ui/desktop/part"
)

// charsets are those a person can choose for a text that was read wrongly.
var charsets = []struct{ name, words string }{
	{"", "As found in the file"},
	{"utf-8", "UTF-8"},
	{"windows-1251", "Windows-1251 · Cyrillic"},
	{"koi8-r", "KOI8-R · Cyrillic"},
	{"iso-8859-5", "ISO-8859-5 · Cyrillic"},
	{"ibm866", "IBM 866 · Cyrillic, from DOS"},
	{"euc-kr", "EUC-KR, CP949 · Korean"},
	{"gb18030", "GB18030, GBK · Chinese"},
	{"big5", "Big5 · Chinese"},
	{"shift_jis", "Shift-JIS · Japanese"},
	{"windows-1252", "Windows-1252 · Western"},
	{"windows-1250", "Windows-1250 · Central European"},
	{"utf-16le", "UTF-16, little end first"},
	{"utf-16be", "UTF-16, big end first"},
}

// languageWords are languages by the codes that tesseract uses.
var languageWords = map[string]string{
	"eng": "English", "rus": "Russian", "kor": "Korean", "chi_sim": "Chinese, simplified", "chi_tra": "Chinese, traditional",
	"jpn": "Japanese", "ukr": "Ukrainian", "deu": "German", "fra": "French", "spa": "Spanish", "pol": "Polish", "ara": "Arabic", "kaz": "Kazakh", "vie": "Vietnamese",
}

// decoded tells whether a file is text in a charset that can be mistaken.
func decoded(f store.Evidence) bool {
	for _, m := range []string{"text/", "message/", "mbox", "html", "csv", "rtf"} {
		if strings.Contains(f.Media, m) {
			return true
		}
	}
	return f.Media == ""
}

func pictured(f store.Evidence) bool { return strings.HasPrefix(f.Media, "image/") }

// readAgain asks how a file is to be read, finding out first what this machine
// can read in pictures.
func (s *Screen) readAgain(f store.Evidence) {
	var langs []string
	installed := false
	s.d.Ask("Looking for tesseract", func(context.Context, func(float64, string)) error {
		if pictured(f) {
			_, _, langs, installed = picture.Tesseract()
		}
		return nil
	}, func(error) { s.askReading(f, langs, installed) })
}

func (s *Screen) askReading(f store.Evidence, langs []string, installed bool) {
	column := form.NewColumn()
	charset := ""
	rows := []fyne.CanvasObject{part.NewText("The file is read anew, and what is found becomes the newest text of this source. The earlier reading stays, with the citations that point into it.", part.Small)}
	if decoded(f) {
		pick := form.NewPick("")
		pick.OnQuery = func(text string, answer func([]form.Option)) {
			var all []form.Option
			for _, c := range charsets {
				if strings.Contains(strings.ToLower(c.words), strings.ToLower(text)) {
					all = append(all, form.Option{Key: c.name, Name: c.words, Row: part.Row{Title: c.words, Plain: true}})
				}
			}
			answer(all)
		}
		pick.OnChosen = func(o form.Option) { charset = o.Key }
		pick.Choose(&form.Option{Name: charsets[0].words})
		row := form.NewRow("Letters", pick)
		row.OnResize = column.Grow
		pick.OnResize = func() {
			row.Refresh()
			column.Grow()
		}
		if r, ok := readingOf(s.card, f); ok && r.Charset != "" {
			row.SetMessage("It was read as "+r.Charset+".", part.Quiet)
		}
		rows = append(rows, row)
	}
	chosen := map[string]bool{}
	if pictured(f) {
		rows = append(rows, form.NewRow("Languages", languageChips(langs, installed, chosen)))
	}
	column.Set(rows...)
	s.d.Sheet("Read "+clip(f.Name, 40)+" again", column, "Read", func() bool {
		o := capture.Options{Charset: charset}
		for _, l := range langs {
			if chosen[l] {
				o.OCR = append(o.OCR, l)
			}
		}
		s.rereadNow(f, o)
		return true
	})
}

// languageChips choose the languages that a picture is read in.
func languageChips(langs []string, installed bool, chosen map[string]bool) fyne.CanvasObject {
	if !installed {
		return part.Inset(8, 0, 0, 0, part.NewText("The words of a picture can be read where the program tesseract is installed; it is not here.", part.Small))
	}
	box := part.Down(6)
	line := part.Across(6)
	for i, l := range langs {
		words := languageWords[l]
		if words == "" {
			words = l
		}
		chosen[l] = slices.Contains([]string{"eng", "rus", "kor"}, l)
		var chip *part.Chip
		chip = part.NewChip(words, part.Uncounted, func() {
			chosen[l] = !chosen[l]
			chip.Select(chosen[l])
		})
		chip.Select(chosen[l])
		line.Add(chip)
		if i%4 == 3 {
			box.Add(line)
			line = part.Across(6)
		}
	}
	if len(line.Objects) > 0 {
		box.Add(line)
	}
	box.Add(part.NewText("Tesseract reads the letters in the picture. What a machine has read needs comparing with the picture.", part.Small))
	return part.Inset(8, 0, 0, 0, box)
}

// rereadNow reads the file as a job and shows what came of it.
func (s *Screen) rereadNow(f store.Evidence, o capture.Options) {
	o.Reader = s.d.Reader()
	source := s.card.ID
	var r capture.Result
	s.d.Ask("Taking in the text of "+f.Name, func(ctx context.Context, _ func(float64, string)) (err error) {
		r, err = capture.ReadAgain(ctx, s.d.Case(), source, f, o)
		return err
	}, func(err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		said := "Read again: " + plural(r.Passages, "passage", "passages") + "."
		if r.Passages == 0 {
			said = joined(" ", append([]string{"Read again."}, r.Notes...)...)
		}
		s.d.Say(said, true)
		if s.card != nil && s.card.ID == source {
			s.openLayer(store.ID{})
		}
	})
}

// addNotes writes numbered notes on what the source says.
func (s *Screen) addNotes() {
	if s.card == nil {
		return
	}
	id := s.card.ID
	e := form.NewEntry("What it says, in your own words", 8)
	row := form.NewRow("Numbered notes", e)
	column := form.NewColumn(part.NewText("Notes stand beside the file's own words and can be cited like them. They are added after those there are.", part.Small), row)
	column.Dirty = func() bool { return strings.TrimSpace(e.Text) != "" }
	row.OnResize = column.Grow
	e.OnChanged = func(text string) { row.SetMessage(notesAdded(len(paragraphs(text))), part.Quiet) }
	row.SetMessage(notesAdded(0), part.Quiet)
	var shut func()
	busy := false
	save := func() {
		all := paragraphs(e.Text)
		switch {
		case busy:
			return
		case len(all) == 0:
			row.SetMessage("Notes need some words.", part.Alarm)
			return
		case len(e.Text) > mostNotes:
			row.SetMessage("These notes are too long for the form; keep them under 32 KB, or attach the text as a file.", part.Alarm)
			return
		}
		busy = true
		s.d.Ask("Adding the notes", func(ctx context.Context, _ func(float64, string)) error {
			_, err := app.AddNotes(ctx, s.d.Case(), id, all)
			return err
		}, func(err error) {
			busy = false
			if err != nil {
				row.SetMessage(err.Error(), part.Alarm)
				return
			}
			shut()
			s.d.Say(plural(len(all), "note", "notes")+" added.", true)
			if s.card != nil && s.card.ID == id {
				s.openLayer(store.ID{})
			}
		})
	}
	e.OnSave = save
	shut = s.d.Sheet("Add notes", column, "Add", func() bool {
		save()
		return false
	})
	s.d.Window().Canvas().Focus(e)
}

func notesAdded(n int) string {
	if n == 0 {
		return "An empty line begins the next note."
	}
	return plural(n, "note", "notes") + "; an empty line begins the next."
}
