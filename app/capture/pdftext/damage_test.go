package pdftext

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"errors"
	"fmt"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"redthread/app/capture/document"
)

func sound() []byte {
	return pages(latin, at(50, 700, "Page one of two"), at(50, 700, "and page two.")).bytes()
}

func TestDamagedFilesAreRead(t *testing.T) {
	change := func(old, now string) func([]byte) []byte {
		return func(b []byte) []byte { return bytes.ReplaceAll(b, []byte(old), []byte(now)) }
	}
	for name, damage := range map[string]func([]byte) []byte{
		"sound":    func(b []byte) []byte { return b },
		"no table": func(b []byte) []byte { return b[:bytes.Index(b, []byte("xref\n0"))] },
		"table elsewhere": func(b []byte) []byte {
			return regexp.MustCompile(`startxref\n\d+`).ReplaceAll(b, []byte("startxref\n7"))
		},
		"offsets wrong":     change("%PDF-1.7\n", "%PDF-1.7\n% put in by a mail server\n"),
		"mail before it":    func(b []byte) []byte { return append([]byte("Content-Type: application/pdf\r\n\r\n"), b...) },
		"lines end in CRLF": change("\n", "\r\n"),
		"no ends":           func(b []byte) []byte { return change("endstream", "")(change("endobj", "")(b)) },
		"lengths wrong":     func(b []byte) []byte { return regexp.MustCompile(`/Length \d+`).ReplaceAll(b, []byte("/Length 2")) },
		"lengths too long": func(b []byte) []byte {
			return regexp.MustCompile(`/Length \d+`).ReplaceAll(b, []byte("/Length 99999999"))
		},
		"no lengths":   func(b []byte) []byte { return regexp.MustCompile(`/Length \d+`).ReplaceAll(b, nil) },
		"no tree":      func(b []byte) []byte { return regexp.MustCompile(`/Kids\[[^]]*\]`).ReplaceAll(b, []byte("/Kids[]")) },
		"no catalogue": change("/Root 1 0 R", ""),
		"junk behind":  func(b []byte) []byte { return append(b, bytes.Repeat([]byte{0}, 5000)...) },
	} {
		t.Run(name, func(t *testing.T) {
			if got, want := passages(mustRead(t, damage(sound()))), "Page one of two\nand page two."; got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestUpdatedFile(t *testing.T) {
	b := sound()
	old := bytes.LastIndex(b, []byte("xref\n0"))
	at := len(b)
	content := "BT /F1 12 Tf 50 700 Td (Page one, corrected) Tj ET"
	b = append(b, fmt.Sprintf("3 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n", len(content), content)...)
	table := len(b)
	b = append(b, fmt.Sprintf("xref\n3 1\n%010d 00000 n \ntrailer\n<</Root 1 0 R/Size 7/Prev %d>>\nstartxref\n%d\n%%%%EOF\n", at, old, table)...)
	if got := passages(mustRead(t, b)); got != "Page one, corrected\nand page two." {
		t.Errorf("got %q", got)
	}
}

func TestObjectStreams(t *testing.T) {
	plain := pages(latin, at(50, 700, "From an object stream"))
	build := func(table bool) []byte {
		var out bytes.Buffer
		out.WriteString("%PDF-1.5\n")
		var heads, bodies strings.Builder
		for _, n := range []int{1, 2, 4} {
			fmt.Fprintf(&heads, "%d %d ", n, bodies.Len())
			bodies.WriteString(plain.objects[n-1] + "\n")
		}
		packed := deflate(heads.String() + bodies.String())
		three := out.Len()
		fmt.Fprintf(&out, "3 0 obj\n%s\nendobj\n", plain.objects[2])
		five := out.Len()
		fmt.Fprintf(&out, "5 0 obj\n<</Type/ObjStm/N 3/First %d/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n", heads.Len(), len(packed), packed)
		if !table {
			return out.Bytes()
		}
		six := out.Len()
		entry := func(kind, a, b int) string { return string([]byte{byte(kind), byte(a >> 8), byte(a), byte(b)}) }
		places := entry(0, 0, 0) + entry(2, 5, 0) + entry(2, 5, 1) + entry(1, three, 0) + entry(2, 5, 2) + entry(1, five, 0) + entry(1, six, 0)
		fmt.Fprintf(&out, "6 0 obj\n<</Type/XRef/W[1 2 1]/Size 7/Root 1 0 R/Length %d>>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n", len(places), places, six)
		return out.Bytes()
	}
	for _, table := range []bool{true, false} {
		if got := passages(mustRead(t, build(table))); got != "From an object stream" {
			t.Errorf("table %v: got %q", table, got)
		}
	}
}

// locked encrypts a file with RC4 of 128 bits under a user password.
func locked(password string) []byte {
	b := pages(latin, "")
	id, owner, p := "0123456789abcdef", strings.Repeat("o", 32), uint32(0xfffffffc)
	h := md5.New()
	h.Write(append([]byte(password), pad...)[:32])
	h.Write([]byte(owner))
	h.Write([]byte{byte(p), byte(p >> 8), byte(p >> 16), byte(p >> 24)})
	h.Write([]byte(id))
	key := h.Sum(nil)
	for range 50 {
		sum := md5.Sum(key)
		key = sum[:]
	}
	h = md5.New()
	h.Write(pad)
	h.Write([]byte(id))
	u := h.Sum(nil)
	for i := range 20 {
		u = once(mix(key, byte(i)), u)
	}
	seal := func(num int, s string) string {
		sum := md5.Sum(append(bytes.Clone(key), byte(num), 0, 0, 0, 0))
		c, _ := rc4.NewCipher(sum[:])
		out := []byte(s)
		c.XORKeyStream(out, out)
		return string(out)
	}
	content := seal(3, at(50, 700, "Behind a lock"))
	b.objects[2] = fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content), content)
	info := b.add(fmt.Sprintf("<</Title<%x>>>", seal(5, "Secret")))
	e := b.add(fmt.Sprintf("<</Filter/Standard/V 2/R 3/Length 128/P %d/O<%x>/U<%x>>>", int32(p), owner, string(u)+strings.Repeat("\x00", 16)))
	b.trailer = fmt.Sprintf("/Encrypt %d 0 R/ID[<%x><%x>]/Info %d 0 R", e, id, id, info)
	return b.bytes()
}

func TestEncryption(t *testing.T) {
	d := mustRead(t, locked(""))
	if passages(d) != "Behind a lock" || d.Title != "Secret" {
		t.Errorf("got %q, title %q", passages(d), d.Title)
	}
	if _, err := Read(t.Context(), input(locked("open sesame"))); !errors.Is(err, document.ErrLocked) {
		t.Errorf("got %v", err)
	}
}

// TestEncryption256 writes the newest kind of lock with revision 5, whose hash
// is plain SHA-256.
func TestEncryption256(t *testing.T) {
	b := pages(latin, "")
	key := sha256.Sum256([]byte("any key"))
	salt := "saltsalt" + "keysalt!"
	check := sha256.Sum256([]byte("saltsalt"))
	wrap := sha256.Sum256([]byte("keysalt!"))
	c, _ := aes.NewCipher(wrap[:])
	ue := make([]byte, 32)
	cipher.NewCBCEncrypter(c, make([]byte, 16)).CryptBlocks(ue, key[:])
	content := []byte(at(50, 700, "Behind a newer lock"))
	n := 16 - len(content)%16
	content = append(content, bytes.Repeat([]byte{byte(n)}, n)...)
	c, _ = aes.NewCipher(key[:])
	cipher.NewCBCEncrypter(c, make([]byte, 16)).CryptBlocks(content, content)
	b.objects[2] = fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content)+16, string(make([]byte, 16))+string(content))
	e := b.add(fmt.Sprintf("<</Filter/Standard/V 5/R 5/StmF/S/StrF/S/CF<</S<</CFM/AESV3>>>>/O<%096x>/OE<%064x>/U<%x>/UE<%x>>>", 0, 0, string(check[:])+salt, ue))
	b.trailer = fmt.Sprintf("/Encrypt %d 0 R", e)
	if got := passages(mustRead(t, b.bytes())); got != "Behind a newer lock" {
		t.Errorf("got %q", got)
	}
}

// bombs are small files that ask for endless work or memory.
func bombs() map[string][]byte {
	all := map[string][]byte{}
	add := func(name string, b *builder) { all[name] = b.bytes() }

	b := pages(latin, at(50, 700, "kept"))
	b.objects[2] = "<</Filter[/FlateDecode/FlateDecode]/Length 0>>"
	zip := deflate(deflate(at(50, 700, "kept") + strings.Repeat("0 0 m ", 8<<20)))
	b.objects[2] = fmt.Sprintf("<</Filter[/FlateDecode/FlateDecode]/Length %d>>\nstream\n%s\nendstream", len(zip), zip)
	add("huge content", b)

	b = pages(latin, at(50, 700, "kept"))
	for range 20 {
		n := len(b.objects)
		b.add(fmt.Sprintf("<</Type/Pages/Kids[%s]>>", strings.Repeat(fmt.Sprintf("%d 0 R ", n+2), 20)))
	}
	b.objects[1] = "<</Type/Pages/Count 1/Kids[4 0 R 5 0 R 2 0 R]>>"
	add("tree that branches without end", b)

	b = pages(latin, at(50, 700, "kept"))
	b.objects[1] = "<</Type/Pages/Count 1/Kids[2 0 R 4 0 R 1 0 R 2 0 R]/Parent 2 0 R>>"
	add("tree in a circle", b)

	b = pages(latin, at(50, 700, "kept")+"/Fm Do")
	for i := range 40 {
		b.add(fmt.Sprintf("<</Subtype/Form/BBox[0 0 1 1]/Length 30/Resources<</XObject<</Fm %d 0 R>>>>>>\nstream\n%s\nendstream", i+6, "/Fm Do /Fm Do /Fm Do /Fm Do   "))
	}
	b.objects[3] = "<</Type/Page/MediaBox[0 0 600 800]/Parent 2 0 R/Resources<</Font" + latin + "/XObject<</Fm 5 0 R>>>>/Contents 3 0 R>>"
	add("forms in forms", b)

	b = pages(latin, at(50, 700, "kept"))
	b.add(strings.Repeat("[", 2_000_000))
	b.add(strings.Repeat("<</A", 1_000_000))
	b.objects[3] = "<</Type/Page/MediaBox[0 0 600 800]/Parent 2 0 R/Resources<</Font" + latin + ">>/Contents 3 0 R/Annots 5 0 R/A 6 0 R>>"
	add("arrays without end", b)

	b = pages(latin, at(50, 700, "kept"))
	b.objects[0] = "<</Type/Catalog/Pages 2 0 R/OCProperties 5 0 R>>"
	b.add("6 0 R")
	b.add("5 0 R")
	b.objects[2] = strings.Replace(b.objects[2], "/Length", "/Filter 5 0 R/Length 6 0 R/Ignored", 1)
	add("references in a circle", b)

	content := at(50, 700, "kept") + strings.Repeat("q /X BMC ", 300_000) + strings.Repeat(at(60, 600, "a b"), 100_000)
	add("saves and marks without end", pages(latin, content))

	b = pages("<</F1 5 0 R>>", at(50, 700, "kept"))
	u := "begincmap 1 begincodespacerange <00> <ff> endcodespacerange 2 beginbfrange <00> <ff> <0000> <00000000> <ffffffff> <0000> " + strings.Repeat("<00> <ff> <00410042> ", 50_000)
	b.add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 6 0 R>>")
	b.stream("", u)
	add("ranges without end", b)

	b = pages(latin, at(50, 700, "kept"))
	all["tables in a circle"] = bytes.Replace(b.bytes(), []byte("trailer\n<<"), fmt.Appendf(nil, "trailer\n<</Prev %d", bytes.Index(b.bytes(), []byte("xref\n0"))), 1)
	all["a huge table"] = bytes.Replace(b.bytes(), []byte("xref\n0 5"), []byte("xref\n0 999999999"), 1)
	return all
}

func TestBombs(t *testing.T) {
	for name, b := range bombs() {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			d, err := readWithin(t, b, 8*time.Second)
			runtime.ReadMemStats(&after)
			if err != nil {
				t.Fatal(err)
			}
			if name != "ranges without end" && !strings.Contains(passages(d), "kept") {
				t.Errorf("the text is lost: %.60q", passages(d))
			}
			if grew := int64(after.Sys) - int64(before.Sys); grew > 600<<20 {
				t.Errorf("%d MB of memory were taken", grew>>20)
			}
		})
	}
}

func TestManyPages(t *testing.T) {
	contents := make([]string, 10_000)
	for i := range contents {
		contents[i] = at(50, 700, fmt.Sprintf("This is page %d", i+1))
	}
	d, err := readWithin(t, pages(latin, contents...).bytes(), 10*time.Second)
	if err != nil || d.Pages != 10_000 || len(d.Passages) != 10_000 || d.Passages[9999].Text != "This is page 10000" {
		t.Errorf("%v, %d pages, %d passages", err, d.Pages, len(d.Passages))
	}
}

// TestPieces reads files the way those are read that are too large to be held
// in memory.
func TestPieces(t *testing.T) {
	long := pages(latin, at(50, 700, "first"), "% "+strings.Repeat("x", 300_000)+"\n"+at(50, 700, "last"))
	broken := bytes.Replace(long.bytes(), []byte("startxref"), []byte("startxxxx"), 1)
	for _, b := range [][]byte{long.bytes(), broken, locked("")} {
		want := mustRead(t, b)
		got, err := read(t.Context(), input(b), 0)
		if err != nil || passages(got) != passages(want) || len(got.Passages) == 0 {
			t.Errorf("%v, got %q, want %q", err, passages(got), passages(want))
		}
	}
}

func TestStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Read(ctx, input(sound())); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
