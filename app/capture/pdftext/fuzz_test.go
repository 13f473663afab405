package pdftext

import (
	"context"
	"errors"
	"testing"
	"time"
	"unicode/utf8"

	"redthread/app/capture/document"
)

func FuzzRead(f *testing.F) {
	f.Add(sound())
	f.Add(locked(""))
	f.Add(locked("x"))
	b := pages(latin, columns("left words here", "right words here", 6)+"/F Do [(a)-900(b)] TJ BI ID x EI /X <</ActualText(z)>> BDC (q) ' EMC")
	f.Add(b.bytes())
	fonts, show := unicodeFont(b, "Пхеньян 조선")
	b.objects[3] = "<</Type/Page/Parent 2 0 R/Resources<</Font" + fonts + ">>/Contents 3 0 R/Rotate 90>>"
	b.objects[2] = "<<>>\nstream\nBT /F1 9 Tf " + show("Пхеньян") + " Tj ET\nendstream"
	f.Add(b.bytes())
	f.Add([]byte("%PDF-1.4\n1 0 obj<</Pages 2 0 R>>endobj 2 0 obj<</Kids[3 0 R]>>endobj 3 0 obj<</Type/Page/Contents 4 0 R>>endobj 4 0 obj<</Filter[/LZW/A85/RL/AHx]>>stream\n80>~\nendstream"))
	f.Add([]byte("1 0 obj\n<</Type/Catalog(Pages 2 0\\"))
	f.Fuzz(func(t *testing.T, b []byte) {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		d, err := Read(ctx, input(b))
		if ctx.Err() != nil {
			t.Fatal("reading took too long")
		}
		if err != nil {
			return
		}
		for _, p := range d.Passages {
			if p.Page < 1 || p.Page > d.Pages || p.Text == "" || !utf8.ValidString(p.Text) {
				t.Fatalf("page %d: %q", p.Page, p.Text)
			}
		}
	})
}

func FuzzObject(f *testing.F) {
	for _, s := range []string{"<</A[1 0 R(x\\051)<4142>]/B true>>", "[[[[", "<<<<", "-.5.5", "1 0 R", "(((", "/#41#", "<</A]>>", ">> ] )", "<<[1 \x01 R(x\\"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		p := newParser(b)
		for last := -1; ; last = p.p {
			if _, ok := p.object(0); !ok {
				return
			}
			if p.p <= last || p.p > len(b) {
				t.Fatalf("the parser stands still at %d of %d", p.p, len(b))
			}
		}
	})
}

func FuzzCMap(f *testing.F) {
	f.Add([]byte("/WMode 1 def 1 begincodespacerange <00> <ffff> endcodespacerange 1 beginbfrange <01> <05> [<0041> /B] endbfrange"), []byte("\x01\x02"))
	f.Add([]byte("beginbfchar <01> <d83dde00> 5 6 beginbfrange <00> <ffffffff> <0041>"), []byte("abc"))
	f.Fuzz(func(t *testing.T, b, shown []byte) {
		c := parseCMap(b, nil)
		for len(shown) > 0 {
			code, size := c.next(shown)
			if size < 1 || size > len(shown) {
				t.Fatalf("a code of %d bytes", size)
			}
			if s, _ := c.means(code, size); !utf8.ValidString(s) {
				t.Fatalf("%x means %q", code, s)
			}
			shown = shown[size:]
		}
	})
}

func FuzzContent(f *testing.F) {
	f.Add([]byte(at(50, 700, "words")))
	f.Add([]byte("BT /F1 12 Tf [(a)-900(b)]TJ 1 2 (x) \" T* q Q cm 1 0 0 1 5 5 cm BI /W 1 ID \x00 EI EMC EMC /A BMC (z) ' ET"))
	f.Fuzz(func(t *testing.T, b []byte) {
		fonts := pages(latin, "")
		fonts.objects[2] = "<</Length 0>>\nstream\n" + string(b) + "\nendstream"
		// The page is sound, so whatever stands on it the file is read.
		if _, err := Read(t.Context(), input(fonts.bytes())); err != nil && !errors.Is(err, document.ErrDamaged) && !errors.Is(err, document.ErrTooLarge) {
			t.Fatal(err)
		}
	})
}

func FuzzFilters(f *testing.F) {
	f.Add([]byte(deflate("abc")), 12)
	f.Add([]byte("\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01"), 1)
	f.Fuzz(func(t *testing.T, b []byte, predictor int) {
		const most = 1 << 16
		pdf := &file{ctx: t.Context()}
		for _, n := range []name{"FlateDecode", "LZWDecode", "ASCII85Decode", "ASCIIHexDecode", "RunLengthDecode"} {
			if out := pdf.filter(n, dict{"Predictor": predictor, "Columns": 5, "Colors": 2}, append([]byte{}, b...), most); len(out) > most+len(b)+300 {
				t.Fatalf("%s gave %d bytes", n, len(out))
			}
		}
		_ = cffEncoding(b)
		_ = type1Encoding(b)
		eachMapped(sfntTable(b, "cmap"), func(rune, uint32) {})
	})
}
