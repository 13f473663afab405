package report

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// Limits of the programs that draw and read pages. A page of text takes them
// a few tenths of a second and a few tens of megabytes.
const (
	popplerTime   = 30 * time.Second
	popplerCPU    = 20      // seconds
	popplerMemory = 1 << 20 // kilobytes
	mostPixels    = 5000    // of the width of a page
	mostOutput    = 32 << 20
)

// poppler are the two programs of poppler-utils that draw pages and read
// their text. They are given a PDF that this program made, through a pipe, so that
// nothing of a case is left in a temporary file.
type poppler struct{ shell, draw, read string } // paths; "" where one is missing

// findPoppler looks for the programs. Without a shell that can limit the
// memory of what it starts, they are not used.
func findPoppler() poppler {
	find := func(name string) string {
		path, err := exec.LookPath(name)
		if err != nil {
			return ""
		}
		return path
	}
	p := poppler{shell: find("sh"), draw: find("pdftoppm"), read: find("pdftotext")}
	if p.shell == "" {
		return poppler{}
	}
	return p
}

// limited is what the shell does before it becomes the program: it sets the
// limits, and gives up where it cannot.
const limited = `ulimit -v %[1]d 2>/dev/null || ulimit -d %[1]d 2>/dev/null || exit 97; ulimit -t %[2]d || exit 97; exec "$0" "$@"`

func (p poppler) run(ctx context.Context, program string, pdf []byte, args ...string) ([]byte, error) {
	ctx, stop := context.WithTimeout(ctx, popplerTime)
	defer stop()
	script := fmt.Sprintf(limited, popplerMemory, popplerCPU)
	cmd := exec.CommandContext(ctx, p.shell, append([]string{"-c", script, program}, args...)...)
	cmd.Env = []string{"LC_ALL=C.UTF-8"}
	cmd.Stdin = bytes.NewReader(pdf)
	cmd.WaitDelay = time.Second
	var out bounded
	cmd.Stdout = &out
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return nil, err
	}
	return out.kept.Bytes(), nil
}

// bounded keeps what is written to it, up to a limit.
type bounded struct{ kept bytes.Buffer }

func (b *bounded) Write(p []byte) (int, error) {
	if b.kept.Len()+len(p) > mostOutput {
		return 0, errors.New("a page took more room than it may")
	}
	return b.kept.Write(p)
}

// page draws a page, counted from 1, as wide as asked for, in pixels.
func (p poppler) page(ctx context.Context, pdf []byte, page, width int) (*image.RGBA, error) {
	n := strconv.Itoa(page)
	out, err := p.run(ctx, p.draw, pdf, "-png", "-singlefile", "-f", n, "-l", n,
		"-scale-to-x", strconv.Itoa(min(max(width, 1), mostPixels)), "-scale-to-y", "-1", "-")
	if err != nil {
		return nil, fmt.Errorf("drawing page %d: %w", page, err)
	}
	size, err := png.DecodeConfig(bytes.NewReader(out))
	if err == nil && (size.Width > mostPixels || size.Height > 2*mostPixels) {
		err = errors.New("the picture is larger than it was asked to be")
	}
	if err != nil {
		return nil, fmt.Errorf("reading the picture of page %d: %w", page, err)
	}
	img, err := png.Decode(bytes.NewReader(out))
	if err != nil {
		return nil, fmt.Errorf("reading the picture of page %d: %w", page, err)
	}
	rgba := image.NewRGBA(img.Bounds())
	draw.Draw(rgba, rgba.Bounds(), img, img.Bounds().Min, draw.Src)
	return rgba, nil
}

// text reads the text of every page.
func (p poppler) text(ctx context.Context, pdf []byte) ([]string, error) {
	out, err := p.run(ctx, p.read, pdf, "-enc", "UTF-8", "-", "-")
	if err != nil {
		return nil, fmt.Errorf("reading the text of the pages: %w", err)
	}
	return strings.Split(strings.TrimSuffix(string(out), "\f"), "\f"), nil
}

// shelf keeps the pages drawn last, so that turning back is instant.
type shelf struct {
	order []sheetKey
	pages map[sheetKey]*image.RGBA
}

// sheetKey is a page of one making of the report, at one width.
type sheetKey struct{ making, page, width int }

// shelved is how many pages are kept: at 1,000 pixels of width they are about
// 6 MB each.
const shelved = 8

func (s *shelf) get(k sheetKey) *image.RGBA { return s.pages[k] }

func (s *shelf) put(k sheetKey, img *image.RGBA) {
	if s.pages == nil {
		s.pages = map[sheetKey]*image.RGBA{}
	}
	if s.pages[k] == nil {
		s.order = append(s.order, k)
	}
	s.pages[k] = img
	for len(s.order) > shelved {
		delete(s.pages, s.order[0])
		s.order = s.order[1:]
	}
}
