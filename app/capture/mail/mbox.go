package mail

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"redthread/app/capture/document"
	"redthread/app/capture/plain"
)

// mostMail is how large one mail of a mailbox may be; more of it is left out.
const mostMail = 32 << 20

// ReadMbox reads a mailbox file (mbox), a section for each mail. It is a
// document.Reader; one mail at a time is held.
func ReadMbox(ctx context.Context, in document.Input) (document.Document, error) {
	doc := document.Document{Format: "mail", Kind: "document"}
	in.Limits = plain.Bounds(in.Limits)
	m := newReader(ctx, in, &doc)
	most := min(in.Size, 4*in.Limits.Unpacked)
	r := bufio.NewReaderSize(io.NewSectionReader(in, 0, max(0, most)), 256<<10)
	var held []byte
	count, cutOff := 0, false
	deliver := func() {
		if len(bytes.TrimSpace(held)) > 0 && !m.w.Full() && ctx.Err() == nil {
			count++
			m.one(held, count)
		}
		held = held[:0]
	}
	start := true // at the start of a line
	for !m.w.Full() && ctx.Err() == nil && count < in.Limits.Parts {
		l, err := r.ReadSlice('\n')
		if start && envelope(l) {
			deliver()
		} else if len(held)+len(l) <= mostMail {
			if start && bytes.HasPrefix(bytes.TrimLeft(l, ">"), []byte("From ")) && l[0] == '>' {
				l = l[1:] // a line of the text that was quoted for the mailbox
			}
			held = append(held, l...)
		} else {
			cutOff = true
		}
		start = !errors.Is(err, bufio.ErrBufferFull)
		if err != nil && start {
			if !errors.Is(err, io.EOF) {
				return doc, fmt.Errorf("reading the mailbox: %w", err)
			}
			break
		}
	}
	deliver()
	if count == 0 && ctx.Err() == nil {
		return doc, fmt.Errorf("reading the mailbox: there is no mail in it: %w", document.ErrDamaged)
	}
	doc.Title, doc.Author = in.Name, ""
	m.w.Field("Mails", fmt.Sprint(count))
	if cutOff {
		m.w.Note("A mail is larger than what is read: its end was left out.")
	}
	if most < in.Size || count >= in.Limits.Parts {
		m.w.Note("The mailbox is larger than what is read.")
	}
	return doc, m.end()
}

// envelope says whether a line parts two mails: "From sender Mon Jan 1 10:00:00 2018".
func envelope(l []byte) bool {
	if !bytes.HasPrefix(l, []byte("From ")) || len(l) > 400 {
		return false
	}
	fields := bytes.Fields(l)
	return len(fields) >= 6 && bytes.Count(l, []byte(":")) >= 1
}

// one reads a mail of several. Meta would not tell whose fields they are, so
// that those of single mails are left out.
func (m *reader) one(b []byte, count int) {
	first := len(m.doc.Passages)
	title, author, published, fields := m.doc.Title, m.doc.Author, m.doc.Published, len(m.doc.Meta)
	m.doc.Title, m.doc.Author, m.doc.Published = "", "", ""
	sections := len(m.doc.Sections)
	if !m.mail(b) {
		m.w.Note(fmt.Sprintf("Mail %d of the mailbox has no header and was not read.", count))
	}
	subject := m.doc.Title
	if subject == "" {
		subject = fmt.Sprintf("Mail %d", count)
	}
	m.doc.Meta = m.doc.Meta[:fields]
	if len(m.doc.Passages) > first {
		s := append([]document.Section{}, m.doc.Sections[:sections]...)
		s = append(s, document.Section{First: first, Title: subject})
		m.doc.Sections = append(s, m.doc.Sections[sections:]...)
	}
	m.doc.Title, m.doc.Author, m.doc.Published = title, author, published
}
