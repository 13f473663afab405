package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"redthread/app/capture/document"
	"redthread/app/capture/mail/parts"
	"redthread/app/capture/plain"
)

const mostArchive = 128 << 20 // bytes of an archive that are read

// ReadMHTML reads the archive of a page (MHTML, RFC 2557), a mail whose first
// part is the page and whose others are its pictures and styles. It is a
// document.Reader.
func ReadMHTML(ctx context.Context, in document.Input) (document.Document, error) {
	doc := document.Document{Format: "html"}
	if err := ctx.Err(); err != nil {
		return doc, err
	}
	in.Limits = plain.Bounds(in.Limits)
	b := make([]byte, max(0, min(in.Size, mostArchive)))
	n, err := in.ReadAt(b, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return doc, fmt.Errorf("reading the page archive: %w", err)
	}
	top, whole := parts.Parse(b[:n], in.Limits.Depth, in.Limits.Parts)
	pages := pagesOf(top)
	if len(pages) == 0 {
		return doc, fmt.Errorf("reading the page archive: there is no page in it: %w", document.ErrDamaged)
	}
	page := pages[0]
	w := plain.NewWriter(&doc, in.Limits)
	if !whole || in.Size > mostArchive {
		w.Note("The page archive is larger than what is read.")
	}
	if len(pages) > 1 {
		w.Note(fmt.Sprintf("The archive holds %d more pages, such as frames, that are not read.", len(pages)-1))
	}
	address := plain.Tidy(page.Header.Get("Content-Location"))
	if a := plain.Tidy(top.Header.Get("Snapshot-Content-Location")); a != "" {
		address = a
	}
	w.Field("Saved from", address)
	w.Field("Saved at", top.Header.Get("Date"))
	w.Field("Saved by", parts.Text(top.Header.Get("From"), ""))
	in.Media = "text/html"
	if c := page.Params["charset"]; c != "" && !strings.ContainsAny(c, `;"\`) {
		in.Media += `; charset="` + c + `"`
	}
	body := page.Body()
	if len(body) > mostBytes {
		body = body[:mostBytes]
		w.Note("The page is larger than what is read: its end was left out.")
	}
	read, err := read(ctx, body, in, &doc, w)
	if err != nil {
		return read, err
	}
	if read.Title == "" {
		read.Title = clip(plain.Tidy(parts.Text(top.Header.Get("Subject"), "")), 500)
	}
	if strings.HasPrefix(address, "http") {
		read.URL = address // it was this page, whatever it calls itself
	}
	return read, nil
}

// pagesOf gives the parts that are pages, in their order.
func pagesOf(p *parts.Part) []*parts.Part {
	if p.Is("text/html") || p.Is("application/xhtml") {
		return []*parts.Part{p}
	}
	var all []*parts.Part
	for _, q := range p.Parts {
		all = append(all, pagesOf(q)...)
	}
	return all
}
