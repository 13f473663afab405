// Package extract finds out what a file is by its bytes and has it read by the
// reader of its format. The name and the media type are only hints, for
// formats that have no mark of their own.
package extract

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"redthread/app/capture/document"
	"redthread/app/capture/mail"
	"redthread/app/capture/office"
	"redthread/app/capture/pdftext"
	"redthread/app/capture/picture"
	"redthread/app/capture/plain"
	"redthread/app/capture/web"
)

// headSize is how much of a file is looked at to tell its format.
const headSize = 8 << 10

// Read reads a file of any format, and files within it.
func Read(ctx context.Context, in document.Input) (document.Document, error) {
	return read(ctx, in, 0)
}

// nesting is how deep files within files are read.
const nesting = 4

func read(ctx context.Context, in document.Input, depth int) (document.Document, error) {
	if in.Limits == (document.Limits{}) {
		in.Limits = document.Usual()
	}
	format, media := Detect(in)
	if in.Size == 0 {
		return document.Document{Format: format, Notes: []string{"The file is empty."}}, nil
	}
	r, ok := readers[format]
	if !ok {
		why := "Files of this kind are kept but not read for their text."
		if format == "ole-locked" {
			return document.Document{Format: format}, fmt.Errorf("reading an office file: %w", document.ErrLocked)
		}
		if w, ok := unread[format]; ok {
			why = w
		}
		return document.Document{Format: format, Notes: []string{why}}, nil
	}
	in.Media = media
	in.Nested = nil
	if depth < nesting {
		in.Nested = func(ctx context.Context, inner document.Input) (document.Document, error) {
			return read(ctx, inner, depth+1)
		}
	}
	doc, err := r(ctx, in)
	if doc.Format == "" {
		doc.Format = format
	}
	return doc, err
}

// readers are the readers by format.
var readers = map[string]document.Reader{
	"pdf":      pdftext.Read,
	"docx":     office.ReadDOCX,
	"odt":      office.ReadODT,
	"xlsx":     office.ReadXLSX,
	"ods":      office.ReadODS,
	"pptx":     office.ReadPPTX,
	"odp":      office.ReadODP,
	"epub":     office.ReadEPUB,
	"rtf":      office.ReadRTF,
	"html":     web.Read,
	"mhtml":    web.ReadMHTML,
	"mail":     mail.Read,
	"mbox":     mail.ReadMbox,
	"csv":      plain.ReadCSV,
	"markdown": plain.ReadMarkdown,
	"text":     plain.Read,
	"picture":  picture.Read,
}

// unread says why a format gives no text.
var unread = map[string]string{
	"ole-doc": "This is a Word file of the old binary kind, which is kept but not read; save it as DOCX and take that in too.",
	"ole-xls": "This is an Excel file of the old binary kind, which is kept but not read; save it as XLSX and take that in too.",
	"ole-ppt": "This is a PowerPoint file of the old binary kind, which is kept but not read; save it as PPTX and take that in too.",
	"zip":     "This is an archive, which is kept as it is; take in the files in it one by one to read them.",
	"archive": "This is an archive, which is kept as it is; take in the files in it one by one to read them.",
	"media":   "This is sound or film, which is kept but not read; write down what is said in it.",
}

// medias are the media types by format, where the format alone tells.
var medias = map[string]string{
	"pdf":  "application/pdf",
	"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	"odt":  "application/vnd.oasis.opendocument.text",
	"ods":  "application/vnd.oasis.opendocument.spreadsheet",
	"odp":  "application/vnd.oasis.opendocument.presentation",
	"epub": "application/epub+zip", "zip": "application/zip", "rtf": "application/rtf", "html": "text/html", "mhtml": "multipart/related",
	"mail": "message/rfc822", "mbox": "application/mbox", "csv": "text/csv", "markdown": "text/markdown", "text": "text/plain",
	"ole-doc": "application/msword", "ole-xls": "application/vnd.ms-excel", "ole-ppt": "application/vnd.ms-powerpoint",
	"ole-locked": "application/x-ole-storage", "ole": "application/x-ole-storage", "unknown": "application/octet-stream",
}

// Detect tells a file's format and media type by its bytes. Of an unknown
// format it says "unknown".
func Detect(in document.Input) (format, media string) {
	head := make([]byte, min(headSize, max(in.Size, 0)))
	n, err := in.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return "unknown", medias["unknown"]
	}
	head = head[:n]
	format, media = detect(in, head)
	if media == "" {
		media = medias[format]
	}
	return format, media
}

func detect(in document.Input, head []byte) (format, media string) {
	ext := strings.ToLower(strings.TrimPrefix(filepath.Ext(in.Name), "."))
	for _, m := range marks {
		if len(head) >= m.at+len(m.bytes) && string(head[m.at:m.at+len(m.bytes)]) == m.bytes {
			return m.format, m.media
		}
	}
	// A PDF may begin with something else; readers look within the first kilobyte.
	if bytes.Contains(head[:min(1024, len(head))], []byte("%PDF-")) {
		return "pdf", ""
	}
	if k := office.Container(in); k != "" {
		return k, ""
	}
	return text(in, head, ext)
}

var marks = []struct {
	at            int
	bytes         string
	format, media string
}{
	{0, "%PDF-", "pdf", ""},
	{0, "{\\rtf", "rtf", ""},
	{0, "\xff\xd8\xff", "picture", "image/jpeg"},
	{0, "\x89PNG\r\n\x1a\n", "picture", "image/png"},
	{0, "GIF8", "picture", "image/gif"},
	{8, "WEBP", "picture", "image/webp"},
	{0, "II*\x00", "picture", "image/tiff"},
	{0, "MM\x00*", "picture", "image/tiff"},
	{0, "BM", "picture", "image/bmp"},
	{4, "ftypheic", "picture", "image/heic"},
	{4, "ftypheix", "picture", "image/heic"},
	{4, "ftypmif1", "picture", "image/heif"},
	{4, "ftypavif", "picture", "image/avif"},
	{4, "ftyp", "media", "video/mp4"},
	{0, "ID3", "media", "audio/mpeg"},
	{0, "OggS", "media", "audio/ogg"},
	{0, "fLaC", "media", "audio/flac"},
	{8, "WAVE", "media", "audio/wav"},
	{8, "AVI ", "media", "video/x-msvideo"},
	{0, "\x1aE\xdf\xa3", "media", "video/x-matroska"},
	{0, "Rar!\x1a\x07", "archive", "application/vnd.rar"},
	{0, "7z\xbc\xaf\x27\x1c", "archive", "application/x-7z-compressed"},
	{0, "\x1f\x8b", "archive", "application/gzip"},
	{0, "BZh", "archive", "application/x-bzip2"},
	{0, "\xfd7zXZ\x00", "archive", "application/x-xz"},
	{257, "ustar", "archive", "application/x-tar"},
	{0, "From ", "mbox", ""},
}

// text tells apart the formats that are text.
func text(in document.Input, head []byte, ext string) (format, media string) {
	if !textual(head) {
		if k, ok := binaryByName[ext]; ok {
			return k, ""
		}
		return "unknown", ""
	}
	lower := bytes.ToLower(head)
	t := bytes.TrimLeft(bytes.TrimPrefix(lower, []byte("\xef\xbb\xbf")), " \t\r\n")
	mime := strings.ToLower(in.Media)
	switch {
	case ext == "mht" || ext == "mhtml", mailHead(head) && bytes.Contains(lower, []byte("multipart/related")) && bytes.Contains(lower, []byte("snapshot-content-location")):
		return "mhtml", ""
	case ext == "eml" || strings.HasPrefix(mime, "message/rfc822") || mailHead(head):
		return "mail", ""
	case ext == "mbox":
		return "mbox", ""
	case bytes.HasPrefix(t, []byte("<!doctype html")), bytes.HasPrefix(t, []byte("<html")), bytes.HasPrefix(t, []byte("<head")), bytes.HasPrefix(t, []byte("<body")),
		ext == "html" || ext == "htm" || ext == "xhtml", strings.HasPrefix(mime, "text/html"),
		bytes.HasPrefix(t, []byte("<")) && bytes.Contains(t, []byte("<html")):
		return "html", ""
	case ext == "csv" || ext == "tsv" || ext == "tab" || strings.HasPrefix(mime, "text/csv"):
		return "csv", ""
	case ext == "md" || ext == "markdown":
		return "markdown", ""
	case bytes.HasPrefix(t, []byte("<svg")), ext == "svg":
		return "html", "image/svg+xml"
	}
	return "text", ""
}

var binaryByName = map[string]string{"txt": "text", "csv": "csv", "tsv": "csv", "html": "html", "htm": "html", "md": "markdown", "eml": "mail"}

// mailHead tells whether a text begins with the header of a mail: two of its
// fields at least, and nothing else before the first empty line.
func mailHead(head []byte) bool {
	fields := 0
	for line := range bytes.Lines(head) {
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			break
		}
		if line[0] == ' ' || line[0] == '\t' {
			if fields == 0 {
				return false
			}
			continue
		}
		name, _, ok := bytes.Cut(line, []byte(":"))
		if !ok || len(name) == 0 || len(name) > 60 || bytes.ContainsAny(name, " \t") {
			return fields > 1 && len(line) == len(head)
		}
		switch strings.ToLower(string(name)) {
		case "from", "to", "date", "subject", "received", "message-id", "mime-version", "return-path", "delivered-to", "reply-to", "cc", "content-type":
			fields++
		}
	}
	return fields >= 2
}

// textual tells whether bytes can be text in any charset: no zero bytes but
// those of UTF-16, and few control characters.
func textual(head []byte) bool {
	if len(head) == 0 {
		return true
	}
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return true
	}
	var zeros, odd, even, controls int
	for i, b := range head {
		switch {
		case b == 0:
			zeros++
			if i&1 == 1 {
				odd++
			} else {
				even++
			}
		case b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1b:
			controls++
		}
	}
	if zeros > 0 {
		// UTF-16 without a mark: the zeros stand on one side.
		lean := max(odd, even)
		return zeros > len(head)/10 && lean*20 >= zeros*19 && controls*50 < len(head) || zeros*500 < len(head) && utf8.Valid(head[:max(0, len(head)-3)])
	}
	return controls*50 < len(head) || controls < 3
}
