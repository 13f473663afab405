// Package mail reads mails and mailboxes.
//
// Of a mail come first the lines that say who wrote to whom, when and of what,
// then its words, then each attachment as a section that names the file, its
// kind, size and SHA-256, with what the file says where files inside are to be
// read. What else the header tells, such as the servers that the mail passed,
// is in Meta.
package mail

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	netmail "net/mail"
	"strings"
	"time"

	"redthread/app/capture/document"
	"redthread/app/capture/mail/parts"
	"redthread/app/capture/plain"
	"redthread/app/capture/web"
)

const (
	mostBytes = 128 << 20 // of a mail that are read
	fewPlain  = 100       // letters of a plain part that may stand for "see the other part"
)

// Read reads one mail. It is a document.Reader.
func Read(ctx context.Context, in document.Input) (document.Document, error) {
	doc := document.Document{Format: "mail", Kind: "document"}
	if err := ctx.Err(); err != nil {
		return doc, err
	}
	in.Limits = plain.Bounds(in.Limits)
	b := make([]byte, max(0, min(in.Size, mostBytes, in.Limits.Unpacked)))
	n, err := in.ReadAt(b, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return doc, fmt.Errorf("reading the mail: %w", err)
	}
	m := newReader(ctx, in, &doc)
	if in.Size > int64(len(b)) {
		m.w.Note("The mail is larger than what is read: its end was left out.")
	}
	if !m.mail(b[:n]) {
		return doc, fmt.Errorf("reading the mail: there is no header: %w", document.ErrDamaged)
	}
	return doc, m.end()
}

// reader holds what is left of the bounds while a mail is read.
type reader struct {
	ctx      context.Context
	in       document.Input
	doc      *document.Document
	w        *plain.Writer
	unpacked int64
	parts    int
	pictures int
	charset  string // of the mail that is being read, for what does not tell
}

func newReader(ctx context.Context, in document.Input, doc *document.Document) *reader {
	return &reader{ctx: ctx, in: in, doc: doc, w: plain.NewWriter(doc, in.Limits), unpacked: in.Limits.Unpacked, parts: in.Limits.Parts}
}

func (m *reader) end() error {
	if m.pictures > 0 {
		m.w.Field("Pictures in the text", fmt.Sprint(m.pictures))
	}
	if m.w.Full() {
		m.w.Note("The mail has more text than what is read.")
	}
	if err := m.ctx.Err(); err != nil {
		if len(m.doc.Passages) == 0 {
			return err
		}
		m.w.Note("The reading stopped before the end of the mail.")
	}
	return nil
}

// mail reads a mail and its attachments; false says that it is none.
func (m *reader) mail(b []byte) bool {
	p, whole := parts.Parse(b, m.in.Limits.Depth, m.parts)
	if len(p.Header) == 0 {
		return false
	}
	if !whole {
		m.w.Note("The mail has more parts, or parts deeper within parts, than what is read.")
	}
	m.charset = p.Params["charset"]
	if m.charset == "" {
		m.charset = firstCharset(p, m.in.Limits.Depth)
	}
	if m.in.Charset != "" {
		m.charset = m.in.Charset
	}
	m.header(p.Header)
	var files []*parts.Part
	m.body(p, &files)
	for _, f := range files {
		if m.w.Full() || m.ctx.Err() != nil {
			break
		}
		m.file(f)
	}
	return true
}

// firstCharset finds a charset that a part declares, for a header that has
// letters beyond ASCII and tells none.
func firstCharset(p *parts.Part, depth int) string {
	for _, q := range p.Parts {
		if c := q.Params["charset"]; c != "" && !strings.EqualFold(c, "us-ascii") {
			return c
		}
		if depth > 0 {
			if c := firstCharset(q, depth-1); c != "" {
				return c
			}
		}
	}
	return ""
}

// shown are the fields that stand above the text; others are those of Meta.
var (
	shown  = []string{"From", "To", "Cc", "Date", "Subject"}
	others = []string{
		"Sender", "Reply-To", "Bcc", "Message-ID", "In-Reply-To", "References", "Return-Path", "Delivered-To", "Organization", "X-Mailer", "User-Agent",
		"X-Originating-IP", "X-Sender-IP", "Authentication-Results", "List-Id", "Importance", "Comments", "Keywords",
	}
)

const mostHops = 30

func (m *reader) header(h parts.Header) {
	text := func(name string) string {
		return plain.Tidy(strings.ReplaceAll(parts.Text(strings.Join(h.Values(name), ", "), m.charset), "\n", " "))
	}
	var lines []string
	for _, name := range shown {
		if v := text(name); v != "" {
			lines = append(lines, name+": "+v)
			m.w.Field(name, v)
		}
	}
	for _, name := range others {
		m.w.Field(name, text(name))
	}
	for i, v := range h.Values("Received") {
		if i == mostHops {
			m.w.Note("The mail names more servers that it passed than are kept.")
			break
		}
		m.w.Field("Received", parts.Text(v, m.charset))
	}
	if h.Get("DKIM-Signature") != "" {
		_, params := parts.Params("x; " + h.Get("DKIM-Signature"))
		m.w.Field("Signed for the domain (DKIM, not checked)", params["d"])
	}
	if m.doc.Title == "" {
		m.doc.Title = text("Subject")
	}
	if m.doc.Author == "" {
		m.doc.Author = text("From")
	}
	if m.doc.Published == "" {
		m.doc.Published = day(text("Date"))
	}
	m.w.Add(0, strings.Join(lines, "\n"))
}

// day gives the day of a Date field, in the time zone that it names.
func day(date string) string {
	if t, err := netmail.ParseDate(date); err == nil && t.Year() > 1900 {
		return t.Format(time.DateOnly)
	}
	date, _, _ = strings.Cut(date, "(")
	d, _ := plain.Day(date)
	return d
}

// body reads the words of a part and gathers its attachments.
func (m *reader) body(p *parts.Part, files *[]*parts.Part) {
	if m.ctx.Err() != nil {
		return
	}
	switch {
	case p.Is("multipart/alternative"):
		m.alternative(p, files)
	case p.Is("multipart/related"):
		for i, q := range p.Parts {
			if i > 0 && q.Is("image/") {
				m.pictures++
				if q.Name == "" || q.Disposition == "inline" || q.Header.Get("Content-ID") != "" {
					continue
				}
			}
			m.body(q, files)
		}
	case p.Is("multipart/encrypted"), p.Is("application/pkcs7-mime") && !strings.Contains(p.Params["smime-type"], "signed"), p.Is("application/x-pkcs7-mime") && !strings.Contains(p.Params["smime-type"], "signed"):
		m.w.Note("The mail is encrypted: its text cannot be read without the key.")
		if !p.Is("multipart/") {
			*files = append(*files, p)
		}
	case p.Is("multipart/"):
		if p.Is("multipart/signed") {
			m.w.Note("The mail is signed; the signature was not checked.")
		}
		for _, q := range p.Parts {
			if q.Is("application/pgp-signature") || q.Is("application/pkcs7-signature") || q.Is("application/x-pkcs7-signature") {
				continue
			}
			m.body(q, files)
		}
		if len(p.Parts) == 0 && len(p.Raw) > 0 {
			m.text(&parts.Part{Header: p.Header, Media: "text/plain", Raw: p.Raw}, files)
		}
	case p.Disposition == "attachment" || p.Name != "" || !p.Is("text/") && !p.Is("message/delivery-status"):
		*files = append(*files, p)
	default:
		m.text(p, files)
	}
}

// alternative reads one of several forms of the same text: the plain one, or
// the page where the plain one says next to nothing.
func (m *reader) alternative(p *parts.Part, files *[]*parts.Part) {
	var letter, page *parts.Part
	for _, q := range p.Parts {
		switch {
		case q.Is("text/plain") && letter == nil:
			letter = q
		case q.Is("text/html") && page == nil, q.Is("multipart/") && page == nil:
			page = q
		default:
			*files = append(*files, q)
		}
	}
	if letter != nil && (page == nil || len(strings.TrimSpace(string(letter.Body()))) >= fewPlain || len(page.Raw) < 2000) {
		m.text(letter, files)
		if page != nil && page.Is("multipart/") {
			m.attached(page, files)
		}
		return
	}
	if page != nil {
		m.body(page, files)
	}
}

// attached gathers the files of a part whose text is not read.
func (m *reader) attached(p *parts.Part, files *[]*parts.Part) {
	for _, q := range p.Parts {
		switch {
		case q.Is("multipart/"):
			m.attached(q, files)
		case q.Is("image/") && q.Header.Get("Content-ID") != "":
			m.pictures++
		case q.Disposition == "attachment" || q.Name != "":
			*files = append(*files, q)
		}
	}
}

// text reads a part of words.
func (m *reader) text(p *parts.Part, files *[]*parts.Part) {
	b := p.Body()
	if m.unpacked -= int64(len(b)); m.unpacked < 0 {
		m.w.Note("The mail unpacks to more than what is read.")
		return
	}
	if p.Is("text/html") {
		m.page(b, p)
		return
	}
	if text, name, data, ok := parts.Uuencoded(b); ok {
		*files = append(*files, &parts.Part{Media: "application/octet-stream", Name: name, Raw: data, Disposition: "attachment"})
		b = text
	}
	text, charset, sure := m.decode(b, p.Params["charset"])
	if m.doc.Charset == "" {
		m.doc.Charset = charset
	}
	if !sure {
		m.w.Note("The charset is a guess: " + charset + ". Choose another one if the mail reads wrongly.")
	}
	block, held := []string{}, 0
	flush := func() {
		for _, s := range plain.Paragraphs(block) {
			m.w.Add(0, s)
		}
		block, held = block[:0], 0
	}
	flowed := strings.EqualFold(p.Params["format"], "flowed")
	for text != "" && !m.w.Full() && m.ctx.Err() == nil {
		var l string
		l, text, _ = strings.Cut(text, "\n")
		l = strings.TrimSuffix(l, "\r")
		if strings.TrimSpace(l) == "" || held > 256<<10 || len(block) > 400 {
			flush()
		}
		if strings.TrimSpace(l) == "" {
			continue
		}
		// A line of flowed text that ends in a space goes on (RFC 3676).
		if n := len(block) - 1; flowed && n >= 0 && held < 16<<10 && strings.HasSuffix(block[n], " ") && block[n] != "-- " && !strings.HasPrefix(l, ">") {
			block[n] += strings.TrimPrefix(l, " ")
		} else {
			block = append(block, l)
		}
		held += len(l)
	}
	flush()
}

func (m *reader) decode(b []byte, declared string) (text, charset string, sure bool) {
	if m.in.Charset != "" {
		if text, charset, ok := plain.DecodeAs(b, m.in.Charset); ok {
			return text, charset, true
		}
	}
	if declared == "" {
		declared = m.charset
	}
	return plain.Decode(b, declared)
}

// page reads a part that is a web page; the rest around its text is kept.
func (m *reader) page(b []byte, p *parts.Part) {
	media := "text/html"
	if c := p.Params["charset"]; c != "" && !strings.ContainsAny(c, `;"\`) {
		media += `; charset="` + c + `"`
	}
	in := m.within(b, "", media)
	in.Charset = m.in.Charset
	d, err := web.Read(m.ctx, in)
	if err != nil {
		m.w.Note("A part of the mail is a web page that could not be read.")
		return
	}
	if m.doc.Charset == "" {
		m.doc.Charset = d.Charset
	}
	m.take(d, "")
}

// within is the input of a file inside the mail, with what is left of the bounds.
func (m *reader) within(b []byte, name, media string) document.Input {
	l := m.in.Limits
	l.Depth--
	l.Text = max(1, m.w.Left())
	l.Passages = max(1, l.Passages-len(m.doc.Passages))
	l.Unpacked = max(1, m.unpacked)
	l.Parts = max(1, m.parts)
	return document.Input{ReaderAt: bytes.NewReader(b), Size: int64(len(b)), Name: name, Media: media, Limits: l, Nested: m.in.Nested}
}

// take adds what was read of a file inside.
func (m *reader) take(d document.Document, name string) {
	first := len(m.doc.Passages)
	for _, p := range d.Passages {
		if strings.Contains(p.Text, "\t") {
			m.w.AddRow(0, strings.Split(p.Text, "\t"))
		} else {
			m.w.Add(0, p.Text)
		}
	}
	if len(m.doc.Passages)-first == len(d.Passages) {
		for _, s := range d.Sections {
			if name != "" {
				s.Title = name + ": " + s.Title
			}
			s.First += first
			m.doc.Sections = append(m.doc.Sections, s)
		}
	}
	for _, n := range d.Notes {
		if name != "" {
			n = name + ": " + n
		}
		m.w.Note(n)
	}
}

// file names an attachment and reads it where files inside are to be read.
func (m *reader) file(p *parts.Part) {
	if m.parts--; m.parts < 0 {
		m.w.Note("The mail has more attachments than are read.")
		return
	}
	b := p.Body()
	if m.unpacked -= int64(len(b)); m.unpacked < 0 {
		m.w.Note("The attachments unpack to more than what is read.")
		return
	}
	name := plain.Tidy(strings.NewReplacer("\n", " ", "\t", " ").Replace(p.Name))
	if name == "" {
		name = "unnamed"
		if p.Is("message/rfc822") {
			name = "forwarded mail"
		}
	}
	first := len(m.doc.Passages)
	if !m.w.Add(0, fmt.Sprintf("Attachment: %s (%s, %d bytes)", name, p.Media, len(b))) {
		return
	}
	m.doc.Sections = append(m.doc.Sections, document.Section{First: first, Title: name})
	m.w.Field("Attachment", fmt.Sprintf("%s, %s, %d bytes, SHA-256 %x", name, p.Media, len(b), sha256.Sum256(b)))
	read := m.in.Nested
	switch {
	case p.Is("application/ms-tnef") || strings.EqualFold(name, "winmail.dat"):
		m.w.Note("A part is in a format of Outlook (TNEF) that is not read: attachments may be hidden in it.")
		return
	case p.Is("application/pgp-encrypted"), p.Is("application/pkcs7-mime"), p.Is("application/x-pkcs7-mime"):
		return
	case p.Is("message/rfc822"):
		read = Read
	}
	if read == nil {
		return
	}
	if m.in.Limits.Depth <= 1 {
		m.w.Note("Files lie deeper within files than what is read.")
		return
	}
	media := p.Media
	if c := p.Params["charset"]; p.Is("text/") && c != "" && !strings.ContainsAny(c, `;"\`) {
		media += `; charset="` + c + `"`
	}
	d, err := read(m.ctx, m.within(b, name, media))
	if err != nil {
		m.w.Note(fmt.Sprintf("The attachment %s was not read: %s.", name, reason(err)))
		return
	}
	m.take(d, name)
}

// reason tells why a file was not read, in the words of the errors known.
func reason(err error) string {
	for _, known := range []error{document.ErrLocked, document.ErrDamaged, document.ErrUnknown, document.ErrTooLarge} {
		if errors.Is(err, known) {
			return known.Error()
		}
	}
	return "it could not be read"
}
