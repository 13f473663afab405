package form

import (
	"context"
	"fmt"
	"strings"

	"redthread/store"
	"redthread/ui/desktop/part"
)

// find offers sources for what is typed, and to log one of that title.
func (k *Citation) find(text string, answer func([]Option)) {
	var rows []store.SourceRow
	k.d.Ask("Search", func(ctx context.Context, _ func(float64, string)) error {
		var err error
		rows, err = FindSources(ctx, k.d.Case(), text)
		return err
	}, func(err error) {
		if err != nil {
			k.d.Fail(err)
			return
		}
		var all []Option
		known := false
		for _, s := range rows {
			all = append(all, sourceOption(s))
			known = known || strings.EqualFold(s.Title, text)
		}
		if text != "" && !known {
			all = append(all, Option{
				Key: text, Make: true, Name: text, Note: "a new source, logged when you save and graded in Sources",
				Row: part.Row{Title: "Log a new source “" + text + "”", Plain: true},
			})
		}
		answer(all)
	})
}

func sourceOption(s store.SourceRow) Option {
	var about []string
	for _, t := range []string{fmt.Sprintf("[%d]", s.Number), s.Grade.String(), s.Publisher, s.Published} {
		if t != "" {
			about = append(about, t)
		}
	}
	grade := s.Grade.String()
	if grade == "" {
		grade = "–"
	}
	return Option{
		Key: s.ID.String(), Name: s.Title, Note: strings.Join(about, "  ·  "),
		Row: part.Row{Title: s.Title, Subtitle: strings.Join(about, "  ·  "), Grade: grade},
	}
}

// took reads the text of a chosen source, so that the place can be shown.
func (k *Citation) took(o Option) {
	k.text, k.last, k.chosen = nil, 0, nil
	k.changed()
	id, err := store.ParseID(o.Key)
	if o.Make || err != nil {
		return
	}
	text, last := map[int]string{}, 0
	var row *store.SourceRow
	k.d.Ask("Read the source", func(ctx context.Context, _ func(float64, string)) error {
		layer, _, err := k.d.Case().Text(ctx, id)
		if err != nil {
			return err
		}
		for _, p := range layer.Passages {
			text[p.Number], last = p.Text, max(last, p.Number)
		}
		all, err := k.d.Case().Sources(ctx)
		for i := range all {
			if all[i].ID == id {
				row = &all[i]
			}
		}
		return err
	}, func(err error) {
		if now, ok := k.source.Chosen(); err != nil || !ok || now.Key != o.Key {
			return
		}
		k.text, k.last, k.chosen = text, last, row
		k.changed()
	})
}
