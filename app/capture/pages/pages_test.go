package pages

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// onePage is a PDF with a page of a size in points, black all over.
func onePage(w, h int) []byte {
	var b bytes.Buffer
	var at []int
	object := func(text string) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(at), text)
	}
	b.WriteString("%PDF-1.4\n")
	object("<</Type/Catalog/Pages 2 0 R>>")
	object("<</Type/Pages/Kids[3 0 R]/Count 1>>")
	object(fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R/Resources<<>>>>", w, h))
	ink := fmt.Sprintf("0 g 0 0 %d %d re f", w, h)
	object(fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(ink), ink))
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, table)
	return b.Bytes()
}

func file(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAPageIsDrawnAsWideAsAsked(t *testing.T) {
	if !Available() {
		t.Skip("pdftoppm is not installed here")
	}
	path := file(t, "a.pdf", onePage(200, 300))
	img, err := Render(t.Context(), path, 1, 400)
	if err != nil {
		t.Fatal(err)
	}
	if b := img.Bounds(); b.Dx() != 400 || b.Dy() != 600 {
		t.Errorf("the page is drawn %v", b)
	}
	if r, _, _, _ := img.At(200, 300).RGBA(); r != 0 {
		t.Error("the middle of a black page is not black")
	}
	if n, ok := Count(t.Context(), path); ok && n != 1 {
		t.Errorf("%d pages were counted", n)
	}
	if _, err := Render(t.Context(), path, 7, 400); err == nil {
		t.Error("a page that is not there was drawn")
	}
}

func TestAPageLikeARibbonStaysSmall(t *testing.T) {
	if !Available() {
		t.Skip("pdftoppm is not installed here")
	}
	img, err := Render(t.Context(), file(t, "a.pdf", onePage(20, 14000)), 1, 3000)
	if err != nil {
		return // refused is right too
	}
	if b := img.Bounds(); b.Dy() > tallest || b.Dx() > widest {
		t.Errorf("the page is drawn %v", b)
	}
}

func TestWhatIsNoPDFIsAnError(t *testing.T) {
	if !Available() {
		t.Skip("pdftoppm is not installed here")
	}
	if _, err := Render(t.Context(), file(t, "a.pdf", []byte("%PDF-1.4 and nothing")), 1, 400); err == nil {
		t.Error("nothing was drawn without an error")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Render(ctx, file(t, "a.pdf", onePage(200, 300)), 1, 400); !errors.Is(err, context.Canceled) {
		t.Errorf("after it was cancelled: %v", err)
	}
}

// photo is a JPEG of 40 × 20 with a dark left half, turned by an orientation.
func photo(t *testing.T, turn byte) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 40, 20))
	for y := range 20 {
		for x := 20; x < 40; x++ {
			img.SetGray(x, y, color.Gray{Y: 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	body := []byte("Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00")
	body = append(body, turn, 0, 0, 0, 0, 0, 0)
	app := binary.BigEndian.AppendUint16([]byte{0xFF, 0xE1}, uint16(len(body)+2))
	return append(append(append(append([]byte{}, b.Bytes()[:2]...), app...), body...), b.Bytes()[2:]...)
}

func TestAPhotoStandsUpright(t *testing.T) {
	dark := func(img image.Image, x, y int) bool {
		r, _, _, _ := img.At(x, y).RGBA()
		return r < 0x8000
	}
	for _, c := range []struct {
		turn       byte
		w, h       int
		darkX, dkY int // in a place that is dark
	}{
		{1, 40, 20, 5, 10},
		{2, 40, 20, 35, 10},
		{3, 40, 20, 35, 10},
		{4, 40, 20, 5, 10},
		{5, 20, 40, 10, 5},
		{6, 20, 40, 10, 5},
		{7, 20, 40, 10, 35},
		{8, 20, 40, 10, 35},
	} {
		img, err := Picture(t.Context(), file(t, "a.jpg", photo(t, c.turn)), 1000)
		if err != nil {
			t.Fatal(err)
		}
		b := img.Bounds()
		if b.Dx() != c.w || b.Dy() != c.h || !dark(img, c.darkX, c.dkY) || dark(img, c.w-1-c.darkX, c.h-1-c.dkY) {
			t.Errorf("orientation %d: %v, dark at its place %v", c.turn, b, dark(img, c.darkX, c.dkY))
		}
	}
	img, err := Picture(t.Context(), file(t, "a.jpg", photo(t, 6)), 10)
	if err != nil || img.Bounds().Dx() != 10 || img.Bounds().Dy() != 20 {
		t.Errorf("made smaller: %v, %v", img, err)
	}
}

func TestAHugePictureIsNotDecoded(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	bomb := b.Bytes()
	binary.BigEndian.PutUint32(bomb[16:], 60_000) // the width in its head
	binary.BigEndian.PutUint32(bomb[20:], 60_000)
	if _, err := Picture(t.Context(), file(t, "a.png", bomb), 500); !errors.Is(err, ErrTooLarge) {
		t.Errorf("60,000 × 60,000 pixels: %v", err)
	}
	if _, err := Picture(t.Context(), file(t, "a.png", []byte("no picture")), 500); !errors.Is(err, ErrUnknown) {
		t.Errorf("no picture: %v", err)
	}
}

func FuzzOrientation(f *testing.F) {
	f.Add([]byte("\xFF\xD8\xFF\xE1\x00\x22Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00"))
	f.Add([]byte("\xFF\xD8\xFF\xE1\xFF\xFFExif\x00\x00II\x2a\x00\xFF\xFF\xFF\xFF"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if n := orientation(bytes.NewReader(b)); n < 1 || n > 8 {
			t.Errorf("orientation %d", n)
		}
	})
}
