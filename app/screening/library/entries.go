package library

import (
	"bytes"
	"cmp"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"os"
	"slices"
	"sync"

	"redthread/app/screening/listfile"
	"redthread/store"
)

// The file of entries:
//
//	"RTLE0001"
//	blocks of up to 64 entries: raw length, packed length, CRC-32 (IEEE) of the
//	    packed bytes, each 4 bytes; then the entries, deflated
//	where each block begins, 8 bytes each
//	what each entry says, in short: 8 bytes of FNV-1a each
//	the entries by their number: 8 bytes of FNV-1a of it and 4 of its place, sorted
//	24 bytes: blocks, entries, where the tables begin; and "RTLE0001"
//
// Numbers are little-endian. An entry is its id, schema, line and two runs of
// properties, each text after its length (LEB128). All tables are read in place,
// so an open list needs no memory of its own.

const (
	entriesMagic = "RTLE0001"
	perBlock     = 64
	mostBlock    = perBlock * 10 << 20
	trailerSize  = 24 + len(entriesMagic)
)

func fnv64(h uint64, s string) uint64 {
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return (h ^ 0xff) * 1099511628211
}

const fnvStart = uint64(14695981039346656037)

// Fingerprint is what an entry says, in short: two entries with the same
// fingerprint say the same. Where it stands in its file is not part of it.
func Fingerprint(e *listfile.Entry) uint64 {
	h := fnv64(fnvStart, e.Schema)
	for _, run := range [][]listfile.Prop{e.Props, e.Listed} {
		sorted := slices.Clone(run)
		slices.SortFunc(sorted, func(a, b listfile.Prop) int {
			return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Value, b.Value))
		})
		for _, p := range sorted {
			h = fnv64(fnv64(h, p.Name), p.Value)
		}
		h = fnv64(h, "")
	}
	return h
}

func pack(b []byte, e *listfile.Entry) []byte {
	text := func(s string) { b = append(binary.AppendUvarint(b, uint64(len(s))), s...) }
	text(e.ID)
	text(e.Schema)
	b = binary.AppendUvarint(b, uint64(e.Line))
	for _, run := range [][]listfile.Prop{e.Props, e.Listed} {
		b = binary.AppendUvarint(b, uint64(len(run)))
		for _, p := range run {
			text(p.Name)
			text(p.Value)
		}
	}
	return b
}

var errEntries = errors.New("the entries of the list are damaged")

func unpack(b []byte) (e *listfile.Entry, rest []byte, err error) {
	e = &listfile.Entry{}
	number := func(most int) int {
		n, size := binary.Uvarint(b)
		if err != nil || size <= 0 || n > uint64(most) {
			err = errEntries
			return 0
		}
		b = b[size:]
		return int(n)
	}
	text := func() string {
		n := number(len(b))
		if err != nil || n > len(b) {
			err = errEntries
			return ""
		}
		s := string(b[:n])
		b = b[n:]
		return s
	}
	e.ID, e.Schema = text(), text()
	e.Line = number(math.MaxInt32)
	for _, run := range []*[]listfile.Prop{&e.Props, &e.Listed} {
		n := number(len(b) / 2)
		for i := 0; i < n && err == nil; i++ {
			*run = append(*run, listfile.Prop{Name: text(), Value: text()})
		}
	}
	return e, b, err
}

// writer writes a file of entries.
type writer struct {
	f      *os.File
	at     int64
	blocks []uint64
	ids    []uint64
	prints []uint64
	raw    []byte
	in     int
	packed bytes.Buffer
	flate  *flate.Writer
}

// newWriter begins a file, or goes on behind the whole blocks that a stopped
// load left in it. It tells how many entries are there.
func newWriter(path string) (*writer, int, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, 0, fmt.Errorf("writing the entries: %w", err)
	}
	w := &writer{f: f}
	w.flate, _ = flate.NewWriter(&w.packed, flate.BestSpeed)
	if err := w.takeUp(); err != nil {
		_ = f.Close()
		return nil, 0, err
	}
	return w, len(w.ids), nil
}

func (w *writer) takeUp() error {
	head := make([]byte, len(entriesMagic))
	if _, err := w.f.ReadAt(head, 0); err == nil && string(head) == entriesMagic {
		w.at = int64(len(head))
		for {
			b, next, err := readBlock(w.f, w.at)
			if err != nil {
				break
			}
			all, err := splitBlock(b)
			if err != nil || len(all) != perBlock {
				break
			}
			w.blocks = append(w.blocks, uint64(w.at))
			for _, e := range all {
				w.ids = append(w.ids, fnv64(fnvStart, e.ID))
				w.prints = append(w.prints, Fingerprint(e))
			}
			w.at = next
		}
	} else {
		if _, err := w.f.WriteAt([]byte(entriesMagic), 0); err != nil {
			return err
		}
		w.at = int64(len(entriesMagic))
	}
	return w.f.Truncate(w.at)
}

func (w *writer) add(e *listfile.Entry) error {
	w.ids = append(w.ids, fnv64(fnvStart, e.ID))
	w.prints = append(w.prints, Fingerprint(e))
	w.raw = pack(w.raw, e)
	if w.in++; w.in == perBlock {
		return w.flush()
	}
	return nil
}

func (w *writer) flush() error {
	if w.in == 0 {
		return nil
	}
	w.packed.Reset()
	w.flate.Reset(&w.packed)
	if _, err := w.flate.Write(w.raw); err != nil {
		return err
	}
	if err := w.flate.Close(); err != nil {
		return err
	}
	head := make([]byte, 0, 12)
	head = binary.LittleEndian.AppendUint32(head, uint32(len(w.raw)))
	head = binary.LittleEndian.AppendUint32(head, uint32(w.packed.Len()))
	head = binary.LittleEndian.AppendUint32(head, crc32.ChecksumIEEE(w.packed.Bytes()))
	w.blocks = append(w.blocks, uint64(w.at))
	for _, b := range [][]byte{head, w.packed.Bytes()} {
		n, err := w.f.WriteAt(b, w.at)
		w.at += int64(n)
		if err != nil {
			return fmt.Errorf("writing the entries: %w", err)
		}
	}
	w.raw, w.in = w.raw[:0], 0
	return nil
}

// close ends a whole file. A load that is stopped calls stop.
func (w *writer) close() error {
	if err := w.flush(); err != nil {
		return err
	}
	type place struct {
		hash uint64
		n    uint32
	}
	places := make([]place, len(w.ids))
	for i, h := range w.ids {
		places[i] = place{h, uint32(i)}
	}
	slices.SortFunc(places, func(a, b place) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.n, b.n)) })
	b := make([]byte, 0, 8*len(w.blocks)+20*len(w.ids)+trailerSize)
	for _, at := range w.blocks {
		b = binary.LittleEndian.AppendUint64(b, at)
	}
	for _, p := range w.prints {
		b = binary.LittleEndian.AppendUint64(b, p)
	}
	for _, p := range places {
		b = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint64(b, p.hash), p.n)
	}
	for _, n := range []uint64{uint64(len(w.blocks)), uint64(len(w.ids)), uint64(w.at)} {
		b = binary.LittleEndian.AppendUint64(b, n)
	}
	b = append(b, entriesMagic...)
	if _, err := w.f.WriteAt(b, w.at); err != nil {
		return fmt.Errorf("writing the entries: %w", err)
	}
	if err := w.f.Sync(); err != nil {
		return err
	}
	return w.f.Close()
}

func (w *writer) stop() { _ = w.f.Close() }

func readBlock(f io.ReaderAt, at int64) ([]byte, int64, error) {
	head := make([]byte, 12)
	if _, err := f.ReadAt(head, at); err != nil {
		return nil, 0, errEntries
	}
	raw, packed, sum := binary.LittleEndian.Uint32(head), binary.LittleEndian.Uint32(head[4:]), binary.LittleEndian.Uint32(head[8:])
	if raw > mostBlock || packed > mostBlock || raw == 0 {
		return nil, 0, errEntries
	}
	b, err := io.ReadAll(io.NewSectionReader(f, at+12, int64(packed)))
	if err != nil || len(b) != int(packed) || crc32.ChecksumIEEE(b) != sum {
		return nil, 0, errEntries
	}
	in := flate.NewReader(bytes.NewReader(b))
	out, err := io.ReadAll(io.LimitReader(in, int64(raw)+1))
	if err != nil || len(out) != int(raw) {
		return nil, 0, errEntries
	}
	return out, at + 12 + int64(packed), nil
}

func splitBlock(b []byte) ([]*listfile.Entry, error) {
	var all []*listfile.Entry
	for len(b) > 0 {
		e, rest, err := unpack(b)
		if err != nil || len(all) == perBlock {
			return nil, errEntries
		}
		all = append(all, e)
		b = rest
	}
	return all, nil
}

// Entries is an open file of entries. It may be read from many goroutines.
type Entries struct {
	f      *os.File
	blocks int
	count  int
	tables int64

	mu     sync.Mutex
	recent map[int][]*listfile.Entry
	order  []int
}

// recentBlocks are kept unpacked: the candidates of one question, shown again.
const recentBlocks = 64

func openEntries(path string) (*Entries, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("opening the entries: %w", err)
	}
	e := &Entries{f: f, recent: map[int][]*listfile.Entry{}}
	size, err := f.Seek(0, io.SeekEnd)
	t := make([]byte, trailerSize)
	if err == nil && size >= int64(trailerSize) {
		_, err = f.ReadAt(t, size-int64(trailerSize))
	}
	blocks, count, tables := binary.LittleEndian.Uint64(t), binary.LittleEndian.Uint64(t[8:]), binary.LittleEndian.Uint64(t[16:])
	if err != nil || string(t[24:]) != entriesMagic || blocks > 1<<32 || count > 1<<32 || blocks != (count+perBlock-1)/perBlock ||
		tables > uint64(size) || tables+8*blocks+20*count+uint64(trailerSize) != uint64(size) {
		_ = f.Close()
		return nil, store.Sentence(store.ErrDamaged, "The entries of this list are damaged; take the list in again.")
	}
	e.blocks, e.count, e.tables = int(blocks), int(count), int64(tables)
	return e, nil
}

// Len is how many entries there are.
func (e *Entries) Len() int { return e.count }

// Close lets go of the file.
func (e *Entries) Close() error { return e.f.Close() }

func (e *Entries) word(at int64) uint64 {
	var b [8]byte
	_, _ = e.f.ReadAt(b[:], at)
	return binary.LittleEndian.Uint64(b[:])
}

// At gives an entry by its place.
func (e *Entries) At(n int) (*listfile.Entry, error) {
	if n < 0 || n >= e.count {
		return nil, store.Sentence(store.ErrNotFound, "The list has no entry at that place.")
	}
	block, err := e.block(n / perBlock)
	if err != nil || n%perBlock >= len(block) {
		return nil, store.Sentence(store.ErrDamaged, "The entries of this list are damaged; take the list in again.")
	}
	return block[n%perBlock], nil
}

func (e *Entries) block(n int) ([]*listfile.Entry, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if all, ok := e.recent[n]; ok {
		return all, nil
	}
	all, err := e.read(n)
	if err != nil {
		return nil, err
	}
	if len(e.order) >= recentBlocks {
		delete(e.recent, e.order[0])
		e.order = e.order[1:]
	}
	e.recent[n], e.order = all, append(e.order, n)
	return all, nil
}

func (e *Entries) read(n int) ([]*listfile.Entry, error) {
	b, _, err := readBlock(e.f, int64(e.word(e.tables+8*int64(n))))
	if err != nil {
		return nil, err
	}
	return splitBlock(b)
}

// Each gives every entry in order.
func (e *Entries) Each(visit func(n int, entry *listfile.Entry) error) error {
	for b := range e.blocks {
		all, err := e.read(b)
		if err != nil {
			return store.Sentence(store.ErrDamaged, "The entries of this list are damaged; take the list in again.")
		}
		for i, x := range all {
			if err := visit(b*perBlock+i, x); err != nil {
				return err
			}
		}
	}
	return nil
}

// Find gives the entry of a number, and its place; false where there is none.
func (e *Entries) Find(id string) (*listfile.Entry, int, bool) {
	want := fnv64(fnvStart, id)
	base := e.tables + 8*int64(e.blocks) + 8*int64(e.count)
	at := func(i int) uint64 { return e.word(base + 12*int64(i)) }
	lo, hi := 0, e.count
	for lo < hi {
		m := (lo + hi) / 2
		if at(m) < want {
			lo = m + 1
		} else {
			hi = m
		}
	}
	for ; lo < e.count && at(lo) == want; lo++ {
		var b [4]byte
		_, _ = e.f.ReadAt(b[:], base+12*int64(lo)+8)
		n := int(binary.LittleEndian.Uint32(b[:]))
		if x, err := e.At(n); err == nil && x.ID == id {
			return x, n, true
		}
	}
	return nil, 0, false
}

// Fingerprint is that of the entry at a place.
func (e *Entries) Fingerprint(n int) uint64 { return e.word(e.tables + 8*int64(e.blocks) + 8*int64(n)) }
