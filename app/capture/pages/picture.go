package pages

import (
	"context"
	"encoding/binary"
	"fmt"
	"image"
	_ "image/gif"  // shown by its first frame
	_ "image/jpeg" // what cameras write
	"io"
	"os"

	_ "golang.org/x/image/bmp"
	"golang.org/x/image/draw"
	_ "golang.org/x/image/tiff" // what scanners write
	_ "golang.org/x/image/webp"

	"redthread/app/capture/document"
	"redthread/app/capture/picture"
)

const (
	mostPixels = 48_000_000 // of a picture that is decoded: 200 MB of memory
	mostShown  = 4000       // pixels in width and in height
)

// Picture decodes the picture at path, the way up that its camera says, at
// most as many pixels wide as asked. One that would not fit into memory is
// ErrTooLarge, told by its head and without decoding it.
func Picture(ctx context.Context, path string, widthPixels int) (img image.Image, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("showing the picture: %w", err)
	}
	defer func() { _ = f.Close() }()
	stat, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("showing the picture: %w", err)
	}
	// The decoders are others' work on others' bytes.
	defer func() {
		if r := recover(); r != nil {
			img, err = nil, fmt.Errorf("showing the picture: %w", ErrUnknown)
		}
	}()
	w, h, ok := picture.Size(ctx, document.Input{ReaderAt: f, Size: stat.Size()})
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case !ok:
		return nil, ErrUnknown
	case w > mostPixels/max(h, 1):
		return nil, ErrTooLarge
	}
	// What the decoder sees must agree: a file can hold two heads.
	head, _, err := image.DecodeConfig(f)
	if err != nil {
		return nil, ErrUnknown
	}
	if head.Width < 1 || head.Height < 1 || head.Width > mostPixels/head.Height {
		return nil, ErrTooLarge
	}
	turn := orientation(io.NewSectionReader(f, 0, min(stat.Size(), 256<<10)))
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("showing the picture: %w", err)
	}
	whole, _, err := image.Decode(stopping{ctx, f})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, ErrUnknown
	}
	return turned(scaled(whole, widthPixels, turn >= 5), turn), nil
}

// stopping ends a reading when nobody waits for it any more.
type stopping struct {
	ctx context.Context
	r   io.Reader
}

func (s stopping) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.Read(p)
}

// scaled makes a picture small enough to be shown, and its pixels of the kind
// that a window takes without copying. A picture on its side is measured by
// its height.
func scaled(img image.Image, width int, onSide bool) *image.RGBA {
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	wide := w
	if onSide {
		wide = h
	}
	share := min(1, float64(max(width, 1))/float64(wide), mostShown/float64(max(w, h)))
	size := image.Rect(0, 0, max(int(float64(w)*share+0.5), 1), max(int(float64(h)*share+0.5), 1))
	out := image.NewRGBA(size)
	draw.Draw(out, size, image.White, image.Point{}, draw.Src) // below what is transparent
	if share == 1 {
		draw.Draw(out, size, img, b.Min, draw.Over)
	} else {
		draw.ApproxBiLinear.Scale(out, size, img, b, draw.Over, nil)
	}
	return out
}

// turned sets a picture upright by the number that EXIF gives its orientation.
func turned(img *image.RGBA, turn int) *image.RGBA {
	if turn < 2 || turn > 8 {
		return img
	}
	w, h := img.Rect.Dx(), img.Rect.Dy()
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	if turn >= 5 {
		out = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			to := [9]image.Point{
				2: {w - 1 - x, y}, 3: {w - 1 - x, h - 1 - y}, 4: {x, h - 1 - y},
				5: {y, x}, 6: {h - 1 - y, x}, 7: {h - 1 - y, w - 1 - x}, 8: {y, w - 1 - x},
			}[turn]
			out.SetRGBA(to.X, to.Y, img.RGBAAt(x, y))
		}
	}
	return out
}

// orientation reads the tag 0x0112 of the first directory of the EXIF block of
// a JPEG; 1, the right way up, where there is none.
func orientation(r io.Reader) int {
	b, err := io.ReadAll(r)
	if err != nil || len(b) < 4 || b[0] != 0xFF || b[1] != 0xD8 {
		return 1
	}
	for at := 2; at+4 <= len(b) && b[at] == 0xFF && b[at+1] != 0xDA; {
		n := int(binary.BigEndian.Uint16(b[at+2:]))
		if n < 2 || at+2+n > len(b) {
			return 1
		}
		if body := b[at+4 : at+2+n]; b[at+1] == 0xE1 && len(body) > 14 && string(body[:6]) == "Exif\x00\x00" {
			return orientationIn(body[6:])
		}
		at += 2 + n
	}
	return 1
}

func orientationIn(t []byte) int {
	var order binary.ByteOrder = binary.BigEndian
	if string(t[:2]) == "II" {
		order = binary.LittleEndian
	}
	at := int64(order.Uint32(t[4:]))
	if at+2 > int64(len(t)) {
		return 1
	}
	n := int64(order.Uint16(t[at:]))
	for i := range n {
		e := at + 2 + i*12
		if e+12 > int64(len(t)) {
			return 1
		}
		if order.Uint16(t[e:]) == 0x0112 {
			if v := int(order.Uint16(t[e+8:])); v >= 1 && v <= 8 {
				return v
			}
			return 1
		}
	}
	return 1
}
