package office

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"

	"redthread/app/capture/document"
)

// Container tells by their bytes what kind of file office programs would take
// them for:
//
//	"docx" "xlsx" "pptx"   Office Open XML, with templates and those with macros
//	"odt" "ods" "odp"      OpenDocument, zipped or flat
//	"rtf" "epub"
//	"xlsb" "zip"           a binary workbook; any other archive
//	"ole-locked"           Office Open XML behind a password
//	"ole-doc" "ole-xls" "ole-ppt" "ole-msg" "ole"   the binary formats before 2007
//	""                     none of these
//
// It reads little: the head, the directory of an archive, one small part.
func Container(in document.Input) (kind string) {
	if in.ReaderAt == nil {
		return ""
	}
	if in.Limits == (document.Limits{}) {
		in.Limits = document.Usual()
	}
	head := make([]byte, 4096)
	n, _ := in.ReadAt(head, 0)
	head = head[:n]
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		a, err := openArchive(context.Background(), in)
		if err != nil {
			return "zip"
		}
		return (&ooxml{archive: a, rels: map[string][]relation{}}).kind()
	case bytes.HasPrefix(head, oleHead):
		return oleKind(in)
	case bytes.HasPrefix(bytes.TrimLeft(head, "\xEF\xBB\xBF \r\n\t"), []byte(`{\rt`)):
		return "rtf"
	case bytes.Contains(head, []byte(":document")) && bytes.Contains(head, []byte("urn:oasis:names:tc:opendocument")):
		return flatKind(head)
	}
	return ""
}

// flatKind tells what a flat file of OpenDocument holds, by the media type on
// its first element.
func flatKind(head []byte) string {
	for mark, kind := range map[string]string{"opendocument.text": "odt", "opendocument.spreadsheet": "ods", "opendocument.presentation": "odp", "opendocument.graphics": "odp"} {
		if bytes.Contains(head, []byte(mark)) {
			return kind
		}
	}
	return "odt"
}

// kind tells what an archive holds.
func (k *ooxml) kind() string {
	switch mime := strings.TrimSpace(string(k.whole("mimetype", 200))); {
	case strings.HasPrefix(mime, "application/epub+zip"):
		return "epub"
	case strings.Contains(mime, "opendocument.text"), strings.Contains(mime, "sun.xml.writer"):
		return "odt"
	case strings.Contains(mime, "opendocument.spreadsheet"), strings.Contains(mime, "sun.xml.calc"):
		return "ods"
	case strings.Contains(mime, "opendocument.presentation"), strings.Contains(mime, "opendocument.graphics"),
		strings.Contains(mime, "sun.xml.impress"), strings.Contains(mime, "sun.xml.draw"):
		return "odp"
	}
	main := k.mainPart()
	switch low := strings.ToLower(main); {
	case strings.HasSuffix(low, ".bin") && strings.HasPrefix(low, "xl/"):
		return "xlsb"
	case strings.HasPrefix(low, "word/"):
		return "docx"
	case strings.HasPrefix(low, "xl/"):
		return "xlsx"
	case strings.HasPrefix(low, "ppt/"):
		return "pptx"
	case main != "":
		if kind := k.rootKind(main); kind != "" {
			return kind
		}
	}
	switch {
	case k.has("META-INF/container.xml"):
		return "epub"
	case k.has("content.xml") && k.has("META-INF/manifest.xml"):
		return k.bodyKind()
	}
	return "zip"
}

// mainPart gives the part that a package of Office Open XML says is its
// document, or one of the usual names.
func (k *ooxml) mainPart() string {
	main := k.target("", "officeDocument", "")
	if main != "" {
		return main
	}
	for _, usual := range []string{"word/document.xml", "xl/workbook.xml", "xl/workbook.bin", "ppt/presentation.xml"} {
		if k.has(usual) {
			return usual
		}
	}
	return ""
}

// rootKind tells what a part is by its first element.
func (k *ooxml) rootKind(part string) (kind string) {
	_ = walk(k.ctx, k.part(part), mostToken, &visit{on: func(name string, _ attrs) bool {
		kind = map[string]string{"w:document": "docx", "x:workbook": "xlsx", "p:presentation": "pptx"}[name]
		return false
	}, most: 1})
	return kind
}

// bodyKind tells what content.xml holds.
func (k *ooxml) bodyKind() (kind string) {
	kind = "odt"
	_ = walk(k.ctx, k.part("content.xml"), mostToken, &visit{on: func(name string, _ attrs) bool {
		switch name {
		case "office:spreadsheet":
			kind = "ods"
		case "office:presentation", "office:drawing":
			kind = "odp"
		}
		return name == "office:document-content" || name == "office:body"
	}, most: 5000})
	return kind
}

var oleHead = []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")

// oleKind tells what a compound file holds, by the names in its directory
// (MS-CFB 2.6). It follows the chain of the directory for a bounded while.
func oleKind(in document.Input) string {
	head := make([]byte, 512)
	if _, err := in.ReadAt(head, 0); err != nil {
		return "ole"
	}
	shift := binary.LittleEndian.Uint16(head[30:])
	if shift != 9 && shift != 12 {
		return "ole"
	}
	size := int64(1) << shift
	sector := binary.LittleEndian.Uint32(head[48:])
	names := map[string]bool{}
	buf := make([]byte, size)
	for range 64 {
		if n, err := in.ReadAt(buf, (int64(sector)+1)*size); err != nil && (err != io.EOF || int64(n) < size) {
			break
		}
		for e := buf; len(e) >= 128; e = e[128:] {
			n := min(int(binary.LittleEndian.Uint16(e[64:])), 64)
			var u []uint16
			for i := 0; i+3 < n; i += 2 {
				u = append(u, binary.LittleEndian.Uint16(e[i:]))
			}
			names[string(utf16.Decode(u))] = true
		}
		next, ok := oleNext(in, head, size, sector)
		if !ok {
			break
		}
		sector = next
	}
	switch {
	case names["EncryptedPackage"]:
		return "ole-locked"
	case names["WordDocument"]:
		return "ole-doc"
	case names["Workbook"], names["Book"]:
		return "ole-xls"
	case names["PowerPoint Document"], names["PP40"]:
		return "ole-ppt"
	case names["__properties_version1.0"]:
		return "ole-msg"
	}
	return "ole"
}

// oleNext gives the sector after one in its chain, as far as the first 109
// sectors of the allocation table know it.
func oleNext(in document.Input, head []byte, size int64, sector uint32) (uint32, bool) {
	per := uint32(size / 4)
	if sector/per >= 109 {
		return 0, false
	}
	table := binary.LittleEndian.Uint32(head[76+4*(sector/per):])
	var four [4]byte
	if _, err := in.ReadAt(four[:], (int64(table)+1)*size+int64(sector%per)*4); err != nil {
		return 0, false
	}
	next := binary.LittleEndian.Uint32(four[:])
	return next, next < 0xFFFFFFF0
}

// opened opens an archive for a reader and refuses what is of another kind.
func opened(ctx context.Context, in document.Input, want string) (*ooxml, error) {
	if in.Limits == (document.Limits{}) {
		in.Limits = document.Usual()
	}
	head := make([]byte, 8)
	if in.ReaderAt != nil {
		_, _ = in.ReadAt(head, 0)
	}
	if bytes.Equal(head, oleHead) {
		if oleKind(in) == "ole-locked" {
			return nil, fmt.Errorf("reading the %s file: %w", want, document.ErrLocked)
		}
		return nil, fmt.Errorf("reading the %s file: it is of the kind before 2007: %w", want, document.ErrUnknown)
	}
	if !bytes.HasPrefix(head, []byte("PK")) {
		return nil, fmt.Errorf("reading the %s file: it is no archive: %w", want, document.ErrUnknown)
	}
	a, err := openArchive(ctx, in)
	if err != nil {
		return nil, err
	}
	return &ooxml{archive: a, rels: map[string][]relation{}}, nil
}

// finished says whether anything came of it: a document with its notes, or why
// there is none.
func finished(ctx context.Context, p *pile, a *archive, fault error) (document.Document, error) {
	p.close()
	if a != nil {
		if a.mended {
			p.note("The file is incomplete; what is there was read.")
		}
		for _, n := range a.notes {
			p.note(n)
		}
	}
	p.note(unfinished(fault))
	if len(p.doc.Passages) == 0 && fault != nil && !p.full {
		if err := ctx.Err(); err != nil {
			return document.Document{}, fmt.Errorf("reading the %s file: %w", p.doc.Format, err)
		}
		why := document.ErrDamaged
		if errors.Is(fault, errBomb) {
			why = document.ErrTooLarge
		}
		return document.Document{}, fmt.Errorf("reading the %s file: %w", p.doc.Format, why)
	}
	return *p.doc, nil
}
