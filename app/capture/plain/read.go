package plain

import (
	"context"
	"strings"

	"redthread/app/capture/document"
)

// How much of a paragraph is held at once.
const (
	blockLines = 400
	blockBytes = 256 << 10
)

// Read reads plain text: paragraphs parted by empty lines, lines that were
// broken at a width joined again, a form feed as the end of a page. It is a
// document.Reader; the text is not held as a whole, so that a file of any size
// can be read up to its limits.
func Read(ctx context.Context, in document.Input) (document.Document, error) {
	doc := document.Document{Format: "text"}
	s, err := openStream(ctx, in)
	if err != nil {
		return doc, err
	}
	w := NewWriter(&doc, in.Limits)
	page := 0
	var block []string
	held := 0
	flush := func() {
		for _, p := range Paragraphs(block) {
			w.Add(page, p)
		}
		block, held = block[:0], 0
	}
	var line string
	for !w.Full() {
		line, err = s.line()
		if err != nil {
			break
		}
		for {
			before, after, feed := strings.Cut(line, "\f")
			if strings.TrimSpace(before) == "" && !feed {
				flush()
				break
			}
			block, held = append(block, before), held+len(before)
			if !feed {
				break
			}
			flush()
			line, page = after, page+1
			if page == 1 { // what came before was the first page
				for i := range doc.Passages {
					doc.Passages[i].Page = 1
				}
				page = 2
			}
		}
		if len(block) >= blockLines || held >= blockBytes {
			flush()
		}
	}
	flush()
	doc.Pages = page
	return doc, s.done(w, &doc, err)
}
