package figures

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"redthread/app/figures/vector"
)

// The formats a figure is written in.
const (
	SVG = "svg"
	PDF = "pdf"
	PNG = "png"
	CSV = "csv"
)

// Formats lists them in the order of a menu.
func Formats() []string { return []string{SVG, PDF, PNG, CSV} }

// Size is the size of a written figure in points. A zero width is
// [DefaultWidth], for a PDF the width of the page; the height follows from what there is to show.
type Size struct{ Width float64 }

// Write writes the figure in a format, one of [Formats]. An empty spread gives
// [ErrEmpty] and writes nothing, as does one that would show a protected name.
func (w *WageSpread) Write(out io.Writer, format string, size Size) error {
	format = strings.ToLower(strings.TrimPrefix(format, "."))
	if !slices.Contains(Formats(), format) {
		return sentencef("Figures are written as svg, pdf, png or csv, not as %q; choose one of these.", format)
	}
	if w.Empty() {
		return ErrEmpty
	}
	if err := w.safe(); err != nil {
		return err
	}
	var file bytes.Buffer
	if err := w.render(&file, format, size); err != nil {
		return fmt.Errorf("making the figure as %s: %w", format, err)
	}
	if _, err := out.Write(file.Bytes()); err != nil {
		return fmt.Errorf("writing the figure: %w", err)
	}
	return nil
}

func (w *WageSpread) render(out *bytes.Buffer, format string, size Size) error {
	switch format {
	case CSV:
		return w.writeCSV(out)
	case PDF:
		return w.writePDF(out, size)
	}
	if size.Width == 0 {
		size.Width = DefaultWidth
	}
	all, err := w.Figures(size.Width, 0, Look{})
	if err != nil {
		return err
	}
	if format == SVG {
		return all[0].drawing(w.Title).WriteSVG(out)
	}
	return all[0].drawing(w.Title).WritePNG(out, vector.PrintDPI)
}

// drawing is the figure as every format writes it.
func (f *Figure) drawing(title string) vector.Drawing {
	d := vector.Drawing{Width: f.Width, Height: f.Height, Title: title, Alt: f.Alt, Ground: f.colors.surface, Draw: f.Draw}
	for _, h := range f.Hits {
		if h.Citation {
			continue // its text stays free to be selected
		}
		d.Tips = append(d.Tips, vector.Tip{X: h.Rect.X, Y: h.Rect.Y, W: h.Rect.W, H: h.Rect.H, Text: h.Text})
	}
	return d
}
