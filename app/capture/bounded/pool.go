package bounded

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"redthread/app/capture/document"
)

// Why a file could not be read, beside the reasons of package document.
var (
	ErrTooLong = errors.New("reading it took too long and was stopped")
	ErrDied    = errors.New("the reader could not cope with the file")
	ErrClosed  = errors.New("the readers have been sent home")
)

// Patience is how long one file may take to be read.
const Patience = 60 * time.Second

// Pool keeps children that read files, as many at a time as there are places.
// Children are started when first needed and ended by Close.
type Pool struct {
	command []string
	patient time.Duration
	places  chan struct{} // one token for each place that is taken

	mu     sync.Mutex
	idle   []*child
	closed bool
}

// NewPool makes a pool of n places whose children run the command: a program
// and its arguments, which must call Serve.
func NewPool(n int, command ...string) *Pool {
	return &Pool{command: command, patient: Patience, places: make(chan struct{}, max(1, n))}
}

// Own is the command that runs this program as a reader: the program itself
// with the hidden command word. It fails in a test, whose program is another.
func Own(word string) ([]string, error) {
	exe, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("finding this program: %w", err)
	}
	if name := filepath.Base(exe); strings.HasSuffix(strings.TrimSuffix(name, ".exe"), ".test") {
		return nil, errors.New("a test has no reader of its own")
	}
	return []string{exe, word}, nil
}

// Size is how many files are read at a time.
func (p *Pool) Size() int { return cap(p.places) }

// Read has a child read a file. An error wraps one of this package or of
// package document, or is that of ctx.
func (p *Pool) Read(ctx context.Context, q Request) (document.Document, error) {
	select {
	case <-ctx.Done():
		return document.Document{}, ctx.Err()
	case p.places <- struct{}{}:
	}
	defer func() { <-p.places }()
	c, err := p.child()
	if err != nil {
		return document.Document{}, err
	}
	if q.Patience <= 0 || q.Patience > p.patient {
		q.Patience = p.patient
	}
	a, err := c.ask(ctx, q)
	if err != nil {
		c.end()
		return document.Document{}, err
	}
	p.back(c, a.Tired)
	if a.Failed != "" {
		why, ok := reasons[a.Failed]
		if !ok {
			why = ErrDied
		}
		return a.Document, fmt.Errorf("%w (%s)", why, firstLine(a.Detail))
	}
	return a.Document, nil
}

var reasons = map[string]error{
	failedLocked: document.ErrLocked, failedDamaged: document.ErrDamaged, failedUnknown: document.ErrUnknown,
	failedLarge: document.ErrTooLarge, failedSlow: ErrTooLong, failedOther: ErrDied,
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	if r := []rune(s); len(r) > 300 {
		s = string(r[:300])
	}
	return s
}

// child gives a child that waits for work, or starts one. One that died while
// it waited is nobody's fault, least of all the next file's.
func (p *Pool) child() (*child, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil, ErrClosed
	}
	for len(p.idle) > 0 {
		c := p.idle[len(p.idle)-1]
		p.idle = p.idle[:len(p.idle)-1]
		if c.alive() {
			return c, nil
		}
		c.end()
	}
	c, err := start(p.command)
	if err != nil {
		return nil, fmt.Errorf("starting a reader: %w", err)
	}
	return c, nil
}

// back takes a child back that has answered.
func (p *Pool) back(c *child, tired bool) {
	p.mu.Lock()
	stays := !p.closed && !tired
	if stays {
		p.idle = append(p.idle, c)
	}
	p.mu.Unlock()
	if !stays {
		c.end()
	}
}

// Close ends the children. A reading that is under way is finished, and its
// child ended then; no other begins.
func (p *Pool) Close() {
	p.mu.Lock()
	idle := p.idle
	p.idle, p.closed = nil, true
	p.mu.Unlock()
	for _, c := range idle {
		c.end()
	}
}
