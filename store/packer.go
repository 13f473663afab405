package store

import (
	"bytes"
	"compress/flate"
	"fmt"
	"hash"
)

// packer commits to the changes of a merge and packs them on a goroutine of
// its own, in their order, while the next rows are read and written.
type packer struct {
	in   chan []byte
	out  chan packed
	done []packed // what came back and is not written yet
	open int      // how many are on their way
}

type packed struct {
	size int
	data []byte
	err  error
}

func newPacker(salt []byte, root hash.Hash) *packer {
	p := &packer{in: make(chan []byte, 2), out: make(chan packed, 2)}
	go func() {
		defer close(p.out)
		count := 0
		var zip *flate.Writer
		for log := range p.in {
			err := commitTo(root, salt, &count, log)
			var b bytes.Buffer
			if err == nil {
				if zip == nil {
					zip, err = flate.NewWriter(&b, flate.BestSpeed)
				} else {
					zip.Reset(&b)
				}
			}
			if err == nil {
				if _, err = zip.Write(log); err == nil {
					err = zip.Close()
				}
			}
			data := b.Bytes()
			if len(data) >= len(log) {
				data = log
			}
			p.out <- packed{len(log), data, err}
		}
	}()
	return p
}

// commitTo adds the leaves of a run of changes to a commitment.
func commitTo(root hash.Hash, salt []byte, count *int, log []byte) error {
	for len(log) > 0 {
		rest, err := skipChange(log)
		if err != nil {
			return err
		}
		leaf := leafHash(salt, *count, log[:len(log)-len(rest)])
		root.Write(leaf[:])
		*count++
		log = rest
	}
	return nil
}

// flushAside hands the changes collected so far to the packer and writes the
// packs that are ready.
func (tx *Tx) flushAside() error {
	p := tx.packer
	log := tx.log
	tx.log = make([]byte, 0, packSize+packSize/8)
	for sent := false; !sent; {
		select {
		case p.in <- log:
			p.open++
			sent = true
		case d := <-p.out:
			p.open--
			p.done = append(p.done, d)
		}
	}
	return tx.writePacks()
}

func (tx *Tx) writePacks() error {
	for _, d := range tx.packer.done {
		if d.err != nil {
			return fmt.Errorf("packing the changes: %w", d.err)
		}
		if err := tx.w.exec("INSERT INTO pack (action, number, size, data) VALUES (?, ?, ?, ?)", tx.action, int64(tx.packs), int64(d.size), d.data); err != nil {
			return fmt.Errorf("writing the changes: %w", err)
		}
		tx.packs++
	}
	tx.packer.done = tx.packer.done[:0]
	return nil
}

// endAside waits for the packer and goes on without it.
func (tx *Tx) endAside() error {
	p := tx.packer
	if p == nil {
		return nil
	}
	close(p.in)
	for d := range p.out {
		p.done = append(p.done, d)
	}
	err := tx.writePacks()
	tx.packer = nil
	if err != nil {
		return err
	}
	// The rest is committed to here; it stands in the action's own row.
	count := tx.changes - countChanges(tx.log)
	return commitTo(tx.root, tx.salt, &count, tx.log)
}

func countChanges(log []byte) int {
	n := 0
	for len(log) > 0 {
		rest, err := skipChange(log)
		if err != nil {
			break
		}
		n++
		log = rest
	}
	return n
}
