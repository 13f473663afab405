package sources

import (
	"fmt"

	"redthread/app"
	"redthread/store"
	"redthread/ui/desktop/part"
)

// layerName is one of a source's texts as it is offered.
type layerName struct {
	id   store.ID
	name string
}

// layerNames lists the texts of a source, those in use first.
func layerNames(card *app.SourceCard) []layerName {
	var now, before []layerName
	for _, l := range card.Layers {
		n := layerName{l.ID, layerCalled(card, l)}
		if l.Current {
			now = append(now, n)
			continue
		}
		n.name += ", an older reading"
		before = append(before, n)
	}
	return append(now, before...)
}

func layerCalled(card *app.SourceCard, l store.Layer) string {
	name := "Notes"
	if l.Kind != "notes" {
		name = l.File
		if name == "" {
			name = "Text"
		}
	}
	for _, r := range card.Readings {
		if r.Layer == l.ID {
			name = joined(" · ", name, r.Charset, whenShown(r.At))
		}
	}
	return fmt.Sprintf("%s · %s", name, plural(l.Length, "passage", "passages"))
}

// layerState is what stands above the text about which text it is.
type layerState struct {
	text    string // "" for nothing worth saying
	tone    part.Tone
	name    string // of the text, on the button that picks another
	several bool
	older   bool // there is a newer reading of the same file
}

func layerLine(card *app.SourceCard) layerState {
	s := layerState{several: len(card.Layers) > 1, tone: part.Quiet}
	for _, l := range card.Layers {
		if l.ID != card.Layer {
			continue
		}
		s.name = "Notes"
		if l.Kind != "notes" {
			s.name = clip(l.File, 28)
			if s.name == "" {
				s.name = "Text"
			}
		}
		switch {
		case !l.Current:
			s.text, s.tone, s.older = "An older reading of this text", part.Caution, true
		case l.Kind == "notes" && (s.several || card.Note == ""):
			s.text = "Notes in the researcher's own words"
		case s.several:
			s.text = "The words of the file"
		}
	}
	if s.several {
		s.name = fmt.Sprintf("%s · 1 of %d texts", s.name, len(card.Layers))
	}
	return s
}

// newestOf is the reading in use of the text that a card shows; zero where that
// is not known.
func newestOf(card *app.SourceCard) store.ID {
	var shown store.Layer
	for _, l := range card.Layers {
		if l.ID == card.Layer {
			shown = l
		}
	}
	for _, l := range card.Layers { // newest first
		if l.Current && l.Kind == shown.Kind && l.Evidence == shown.Evidence {
			return l.ID
		}
	}
	return store.ID{}
}
