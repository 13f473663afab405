package figures

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image/png"
	"io"
	"math"
	"slices"
	"strings"
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
		return all[0].writeSVG(out, w.Title)
	}
	return all[0].writePNG(out)
}

// dotsPerInch is the resolution of a written picture.
const dotsPerInch = 300

// writePNG paints the figure and says in the file how large it is meant to be,
// which the standard encoder does not.
func (f *Figure) writePNG(out *bytes.Buffer) error {
	var plain bytes.Buffer
	e := png.Encoder{CompressionLevel: png.BestCompression}
	if err := e.Encode(&plain, f.image(dotsPerInch/72.0)); err != nil {
		return err
	}
	const metre = 39.37007874 // inches
	perMetre := uint32(math.Round(dotsPerInch * metre))
	chunk := []byte("pHYs")
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = append(chunk, 1) // the unit is the metre
	const afterHeader = 8 + 4 + 4 + 13 + 4
	out.Write(plain.Bytes()[:afterHeader])
	_ = binary.Write(out, binary.BigEndian, uint32(len(chunk)-4)) // a buffer takes every byte
	out.Write(chunk)
	_ = binary.Write(out, binary.BigEndian, crc32.ChecksumIEEE(chunk))
	out.Write(plain.Bytes()[afterHeader:])
	return nil
}
