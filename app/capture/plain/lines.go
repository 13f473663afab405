package plain

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/transform"

	"redthread/app/capture/document"
)

const (
	headSize    = 256 << 10 // bytes that the charset is told from
	longestLine = 64 << 10  // bytes of a line that are given at once
	steps       = 1 << 10   // lines between two looks at the context
)

// stream gives the lines of a file in UTF-8, however large it is.
type stream struct {
	ctx   context.Context
	in    *bufio.Reader
	read  *counter
	size  int64
	count int
	after bool // a carriage return was the last byte
	wrong int  // characters that could not be decoded
	cut   bool // the file is read only in part
	last  error
	buf   []byte
	// longest is how much of a line is given at once; 0 means longestLine.
	longest int
	finding
}

// counter counts the bytes that are taken from the file.
type counter struct {
	io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += int64(n)
	return n, err
}

// openStream tells the charset from the first part of the file that has bytes
// beyond ASCII, and begins at its start.
func openStream(ctx context.Context, in document.Input) (*stream, error) {
	l := Bounds(in.Limits)
	most := min(in.Size, 2*int64(l.Text)+headSize)
	head := make([]byte, min(max(in.Size, 0), headSize))
	var f finding
	for at := int64(0); ; at += headSize {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		n, err := in.ReadAt(head, at)
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("reading the text: %w", err)
		}
		f = find(head[:n], in.Charset)
		_, _, high := wellFormed(head[:n])
		if at == 0 {
			s := &stream{ctx: ctx, size: in.Size, finding: f}
			if f.mark > 0 || high > 0 || f.charset != "utf-8" || most <= headSize {
				return s.from(in), nil
			}
		}
		if high > 0 || at+headSize >= most {
			f.mark = 0
			return (&stream{ctx: ctx, size: in.Size, finding: f}).from(in), nil
		}
	}
}

func (s *stream) from(in document.Input) *stream {
	if e, name, ok := lookUp(in.Charset); ok && s.mark == 0 {
		// A person has chosen: it holds, whatever the bytes seem to be.
		s.encoding, s.charset, s.sure = e, name, true
	}
	// Text takes at most four bytes a character; what is beyond the bound on
	// text, such as gigabytes of empty lines, is not worth the time.
	most := 4*int64(Bounds(in.Limits).Text) + headSize
	s.cut = in.Size > most
	s.read = &counter{Reader: io.NewSectionReader(in, int64(s.mark), max(0, min(in.Size, most)-int64(s.mark)))}
	var r io.Reader = s.read
	if s.charset != "utf-8" {
		r = transform.NewReader(r, s.encoding.NewDecoder())
	}
	s.in = bufio.NewReaderSize(r, 64<<10)
	return s
}

// line gives the next line without its end, or a part of it when it is long.
// The error is io.EOF at the end.
func (s *stream) line() (string, error) {
	if s.last != nil {
		return "", s.last
	}
	if s.count++; s.count%steps == 0 {
		if err := s.ctx.Err(); err != nil {
			return "", err
		}
	}
	s.buf = s.buf[:0]
	longest := longestLine
	if s.longest > 0 {
		longest = s.longest
	}
	for {
		if _, err := s.in.Peek(1); err != nil {
			s.last = err
			if len(s.buf) == 0 || !errors.Is(err, io.EOF) {
				return "", err
			}
			break
		}
		b, err := s.in.Peek(s.in.Buffered())
		if err != nil {
			return "", err // it holds so many
		}
		if s.after && b[0] == '\n' {
			s.after = false
			s.skip(1)
			continue
		}
		s.after = false
		room := longest - len(s.buf)
		end := bytes.IndexAny(b[:min(len(b), room)], "\r\n")
		if end >= 0 {
			s.after = b[end] == '\r'
			s.buf = append(s.buf, b[:end]...)
			s.skip(end + 1)
			break
		}
		n := min(len(b), room)
		s.buf = append(s.buf, b[:n]...)
		s.skip(n)
		if len(s.buf) >= longest {
			// A long line is cut before a character that it holds in part.
			for k := 0; k < utf8.UTFMax; k++ {
				c, err := s.in.Peek(1)
				if err != nil || utf8.RuneStart(c[0]) {
					break
				}
				s.buf = append(s.buf, c[0])
				s.skip(1)
			}
			break
		}
	}
	text := string(s.buf)
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\uFFFD")
	}
	s.wrong += strings.Count(text, "\uFFFD")
	return text, nil
}

// skip passes over bytes that are in the buffer.
func (s *stream) skip(n int) {
	if _, err := s.in.Discard(n); err != nil {
		s.last = err
	}
}

// done writes what is to be said of the reading.
func (s *stream) done(w *Writer, doc *document.Document, err error) error {
	doc.Charset = s.charset
	switch {
	case w.Full(), s.cut && errors.Is(err, io.EOF):
		w.Note(fmt.Sprintf("The file is larger than what is read: %d of %d bytes were.", min(s.read.n+int64(s.mark), s.size), s.size))
	case err != nil && !errors.Is(err, io.EOF):
		if s.ctx.Err() != nil && len(doc.Passages) == 0 {
			return s.ctx.Err()
		}
		w.Note("The reading stopped before the end of the file.")
	}
	if !s.sure {
		w.Note("The charset is a guess: " + s.charset + ". Choose another one if the text reads wrongly.")
	}
	if s.wrong > 0 {
		w.Note(fmt.Sprintf("%d characters could not be decoded as %s.", s.wrong, s.charset))
	}
	return nil
}
