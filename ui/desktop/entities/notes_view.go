package entities

import (
	"strings"

	"fyne.io/fyne/v2"

	"redthread/store"
	"redthread/ui/desktop/form"
	"redthread/ui/desktop/part"
)

// notes is the tab of what the researcher thinks, as against what sources say.
func (v *profileView) notes() []fyne.CanvasObject {
	d := v.dossier
	if v.note == nil {
		v.note = form.NewEntry("A thought, a doubt, something to look up. It is yours and no source's.", 3)
	}
	entry := v.note
	save := func() {
		text := strings.TrimSpace(entry.Text)
		if text == "" {
			v.s.d.Window().Canvas().Focus(entry)
			return
		}
		v.s.setNote(store.Note{About: d.ID, Text: text}, func() {
			entry.SetText("")
			v.s.d.Say("Note added", true)
		})
	}
	entry.OnSave = save
	rows := []fyne.CanvasObject{part.Inset(4, 0, 8, 0, entry), part.Across(8, part.NewButton("Add note", save), part.NewWord("Ctrl+Enter", part.Small))}
	rows = append(rows, part.Inset(10, 0, 0, 0, part.NewRule()))
	for _, n := range d.Notes {
		remove := part.NewBareButton("Remove", func() {
			n.Removed = true
			v.s.setNote(n, func() { v.s.d.Say("Note removed", true) })
		})
		foot := part.Frame(nil, remove, nil, nil, part.Inset(7, 0, 0, 0, part.NewLine(day(n.At)+"  ·  "+n.Author, part.Small)))
		rows = append(rows, part.Inset(10, 0, 4, 0, part.Down(2, part.NewText(n.Text, part.Body), foot)), part.NewRule())
	}
	if len(d.Tags) > 0 {
		rows = append(rows, part.Inset(16, 0, 6, 0, part.NewLine("Tags", part.Capital)))
		for _, t := range d.Tags {
			rows = append(rows, part.Across(8, part.NewWord(t.Text, part.Body), part.NewBareButton("Remove", func() { v.s.dropTag(t) })))
		}
	}
	return rows
}
