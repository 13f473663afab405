package bounded

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"redthread/app/capture/document"
)

// Request names a file for a child to read.
type Request struct {
	Path    string
	Name    string // base name as the person knows it
	Media   string
	Charset string
	OCR     []string // languages to read pictures of text in; nil: do not
	Limits  document.Limits

	// Patience is how long the reading may take; zero, or more than the
	// pool's, takes the pool's.
	Patience time.Duration
}

// reply is what a child answers.
type reply struct {
	Document document.Document
	Failed   string // "", or one of the codes
	Detail   string
	Tired    bool // the child has grown and ends itself after this answer
}

// The codes of a failure.
const (
	failedLocked  = "locked"
	failedDamaged = "damaged"
	failedUnknown = "unknown"
	failedLarge   = "large"
	failedSlow    = "slow"
	failedOther   = "other"
)

// largest is the largest message: the text a document may hold, twice, for
// what JSON adds, and as much again as its passages may take beside it.
const largest = 160 << 20

func send(w io.Writer, v any) error {
	message := bytes.NewBuffer(make([]byte, 4, 4096))
	to := json.NewEncoder(message)
	to.SetEscapeHTML(false) // a text of angle brackets would be six times as long
	if err := to.Encode(v); err != nil {
		return err
	}
	n := message.Len() - 4
	if n > largest {
		return fmt.Errorf("a message of %d bytes is too long", n)
	}
	binary.BigEndian.PutUint32(message.Bytes(), uint32(n))
	_, err := w.Write(message.Bytes())
	return err
}

func receive(r io.Reader, v any) error {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return err
	}
	n := binary.BigEndian.Uint32(head[:])
	if n > largest {
		return fmt.Errorf("a message of %d bytes is too long", n)
	}
	b, err := io.ReadAll(io.LimitReader(r, int64(n)))
	if err != nil {
		return err
	}
	if len(b) != int(n) {
		return io.ErrUnexpectedEOF
	}
	return json.Unmarshal(b, v)
}
