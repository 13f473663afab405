package report

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	casereport "redthread/app/report"
	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
)

// withoutPages says why headings stand where pages should.
const withoutPages = "These are the headings of the report. To see its pages here, install poppler-utils; the exported PDF is the same either way."

// outlineView shows the headings of the report where its pages cannot be
// drawn.
func outlineView(m casereport.Made) fyne.CanvasObject {
	rows := part.Down(6, part.NewText(withoutPages, part.Body).WithTone(part.Quiet), part.NewRule())
	for _, h := range m.Outline {
		text := spaced(h.Title)
		if h.Level == 1 {
			rows.Add(part.Inset(8, 0, 0, 0, part.NewText(text, part.Strong)))
			continue
		}
		rows.Add(part.Inset(0, 0, 0, 20, part.NewText(text, part.Body)))
	}
	sheet := part.NewPanel(look.ColorNameSurface, part.Inset(24, 32, 24, 32, rows))
	return container.NewVScroll(part.Inset(pageMargin, pageMargin, pageMargin, pageMargin, sheet))
}
