package index

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"math/bits"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"unsafe"

	"redthread/app/names"
	"redthread/store"
)

// The file of an index: a head, then sections of numbers or bytes, each at a multiple of eight bytes.
//
//	8   "RTINDEX" and a version byte
//	32  the rules of the names package by which it was built, a hash
//	32  the hash of all that follows the head: SHA-256 of the SHA-256 of each block
//	4   number of sections, 4 bytes of nothing
//	16  for each section: where it begins, how many bytes it has
//
// Numbers are little-endian.
const (
	magic    = "RTINDEX\x01"
	block    = 4 << 20
	mostFile = 16 << 30
)

// Errors of opening, each a sentence.
var (
	ErrNotIndex = store.Sentence(store.ErrInvalid, "This is not an index of names; build it anew from the list.")
	ErrRules    = store.Sentence(store.ErrNewer, "The index was built by another version of the program; build it anew from the list.")
	ErrDamaged  = store.Sentence(store.ErrDamaged, "The index is damaged; build it anew from the list.")
)

// parts lists what the file holds, in order. Each part is given as bytes that share memory with the numbers.
func (x *Index) parts(words, words2 *texts) []part {
	return []part{
		numbersOf(&words.from), bytesOf(&words.data), numbersOf(&words2.from), bytesOf(&words2.data), numbersOf(&x.folds.from), bytesOf(&x.folds.data), floatsOf(&x.mass),
		numbersOf(&x.holders.from), numbersOf(&x.holders.data), numbersOf(&x.keys.slots), numbersOf(&x.keys.hashes), numbersOf(&x.keys.to), numbersOf(&x.nameOf),
		numbersOf(&x.nameFrom), numbersOf(&x.wordsOf), numbersOf(&x.folded), numbersOf(&x.forms), floatsOf(&x.bulk), bytesOf(&x.kinds), numbersOf(&x.entries.from), bytesOf(&x.entries.data),
		numbersOf(&x.records.from), bytesOf(&x.records.data),
	}
}

// tables are parts too, but the identifiers and joints come after the rest.
func (x *Index) tables() []part {
	return []part{
		numbersOf(&x.numbers.slots), numbersOf(&x.numbers.hashes), numbersOf(&x.numbers.to), numbersOf(&x.joints.slots), numbersOf(&x.joints.hashes), numbersOf(&x.joints.to),
	}
}

// part gives and takes the bytes of one array.
type part struct {
	get func() []byte
	set func([]byte) bool
}

func numbersOf(p *[]uint32) part {
	return part{func() []byte { return asBytes(*p) }, func(b []byte) (ok bool) { *p, ok = asNumbers[uint32](b); return }}
}

func floatsOf(p *[]float32) part {
	return part{func() []byte { return asBytes(*p) }, func(b []byte) (ok bool) { *p, ok = asNumbers[float32](b); return }}
}

func bytesOf(p *[]byte) part {
	return part{func() []byte { return *p }, func(b []byte) bool { *p = b; return true }}
}

// little tells whether this computer keeps numbers as the file does.
var little = binary.NativeEndian.Uint16([]byte{1, 0}) == 1

func asBytes[T uint32 | float32](n []T) []byte {
	if len(n) == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(n))), 4*len(n))
}

func asNumbers[T uint32 | float32](b []byte) ([]T, bool) {
	if len(b)%4 != 0 {
		return nil, false
	}
	if len(b) == 0 {
		return nil, true
	}
	return unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(b))), len(b)/4), true
}

// ErrHost means that the computer keeps numbers in another order than the file.
var ErrHost = store.Sentence(store.ErrInvalid, "Indexes of names cannot be stored on this computer, for it keeps numbers in another order.")

// wordTexts writes what the words are made from: the letters, and script, mark and kind.
func (x *Index) wordTexts() (letters, rest texts) {
	letters.from, rest.from = []uint32{0}, []uint32{0}
	for _, k := range x.wordKeys {
		letters.add(k.Text)
		rest.add(string([]byte{byte(k.Script), byte(k.Mark), byte(k.Mark >> 8), byte(k.Kind)}))
	}
	return
}

// Write stores the index in a file, which appears whole or not at all.
func (x *Index) Write(path string) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.part")
	if err != nil {
		return fmt.Errorf("storing the index: %w", err)
	}
	defer func() {
		if err != nil {
			_ = f.Close()
			_ = os.Remove(f.Name())
		}
	}()
	w := bufio.NewWriterSize(f, 1<<20)
	if err = x.Encode(w); err == nil {
		err = w.Flush()
	}
	if err == nil {
		err = f.Sync()
	}
	if err != nil {
		return fmt.Errorf("storing the index: %w", err)
	}
	if err = f.Close(); err != nil {
		return fmt.Errorf("storing the index: %w", err)
	}
	return os.Rename(f.Name(), path)
}

// Encode writes the index as its file holds it.
func (x *Index) Encode(w io.Writer) error {
	if !little {
		return ErrHost
	}
	letters, rest := x.wordTexts()
	all := append(x.parts(&letters, &rest), x.tables()...)
	head := make([]byte, 0, headSize(len(all)))
	head = append(head, magic...)
	rules := names.Rules()
	head = append(head, rules[:]...)
	sum := len(head)
	head = append(head, make([]byte, 32)...)
	head = binary.LittleEndian.AppendUint32(head, uint32(len(all)))
	head = append(head, 0, 0, 0, 0)
	at := uint64(headSize(len(all)))
	var h blockHash
	for _, p := range all {
		b := p.get()
		head = binary.LittleEndian.AppendUint64(head, at)
		head = binary.LittleEndian.AppendUint64(head, uint64(len(b)))
		at += uint64(len(b)+7) &^ 7
		h.write(b)
		h.write(make([]byte, -len(b)&7))
	}
	copy(head[sum:], h.sum())
	if _, err := w.Write(head); err != nil {
		return err
	}
	for _, p := range all {
		b := p.get()
		if _, err := w.Write(b); err != nil {
			return err
		}
		if _, err := w.Write(make([]byte, -len(b)&7)); err != nil {
			return err
		}
	}
	return nil
}

func headSize(n int) int { return 8 + 32 + 32 + 8 + 16*n }

// blockHash hashes a stream block by block, so that it can be checked on all cores.
type blockHash struct {
	part []byte
	all  []byte
}

func (h *blockHash) write(b []byte) {
	for len(b) > 0 {
		n := min(len(b), block-len(h.part))
		h.part = append(h.part, b[:n]...)
		b = b[n:]
		if len(h.part) == block {
			s := sha256.Sum256(h.part)
			h.all = append(h.all, s[:]...)
			h.part = h.part[:0]
		}
	}
}

func (h *blockHash) sum() []byte {
	if len(h.part) > 0 {
		s := sha256.Sum256(h.part)
		h.all = append(h.all, s[:]...)
		h.part = nil
	}
	s := sha256.Sum256(h.all)
	return s[:]
}

// hashOf is the hash of a whole, its blocks on all cores.
func hashOf(b []byte) []byte {
	n := (len(b) + block - 1) / block
	all := make([]byte, 32*n)
	var wait sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for i := w; i < n; i += workers {
				s := sha256.Sum256(b[i*block : min(len(b), (i+1)*block)])
				copy(all[32*i:], s[:])
			}
		}()
	}
	wait.Wait()
	s := sha256.Sum256(all)
	return s[:]
}

// Open opens a stored index. It must be closed.
func Open(path string) (*Index, error) {
	data, unmap, err := mapFile(path)
	if err != nil {
		return nil, err
	}
	x, err := read(data)
	if err != nil {
		_ = unmap()
		return nil, err
	}
	x.unmap = unmap
	return x, nil
}

// Read reads an index from its bytes, which it goes on to use.
func Read(data []byte) (*Index, error) {
	if len(data) > 0 && uintptr(unsafe.Pointer(unsafe.SliceData(data)))%8 != 0 {
		data = bytes.Clone(data)
	}
	return read(data)
}

func read(data []byte) (*Index, error) {
	if !little {
		return nil, ErrHost
	}
	if len(data) < headSize(0) || string(data[:8]) != magic {
		return nil, ErrNotIndex
	}
	rules := names.Rules()
	if !bytes.Equal(data[8:40], rules[:]) {
		return nil, ErrRules
	}
	x := &Index{}
	var letters, rest texts
	all := append(x.parts(&letters, &rest), x.tables()...)
	if int(binary.LittleEndian.Uint32(data[72:])) != len(all) || len(data) < headSize(len(all)) {
		return nil, ErrDamaged
	}
	if !bytes.Equal(hashOf(data[headSize(len(all)):]), data[40:72]) {
		return nil, ErrDamaged
	}
	for i, p := range all {
		at := binary.LittleEndian.Uint64(data[80+16*i:])
		n := binary.LittleEndian.Uint64(data[88+16*i:])
		if at%8 != 0 || at < uint64(headSize(len(all))) || at > uint64(len(data)) || n > uint64(len(data))-at {
			return nil, ErrDamaged
		}
		if !p.set(data[at : at+n : at+n]) {
			return nil, ErrDamaged
		}
	}
	if !x.sound(&letters, &rest) {
		return nil, ErrDamaged
	}
	x.wordKeys = make([]names.WordKey, letters.len())
	for i := range x.wordKeys {
		r := rest.data[rest.from[i]:rest.from[i+1]]
		x.wordKeys[i] = names.WordKey{
			Text: letters.at(i), Script: names.Script(r[0]), Mark: uint16(r[1]) | uint16(r[2])<<8, Kind: names.Kind(r[3]),
		}
	}
	x.prepareWords()
	return x, nil
}

// sound checks every number that points somewhere.
func (x *Index) sound(letters, rest *texts) bool {
	folds, words, all, entries := len(x.mass), letters.len(), len(x.nameOf), len(x.kinds)
	return letters.sound() && rest.sound() && rest.len() == words && fours(rest) &&
		x.folds.sound() && x.folds.len() == folds &&
		rising(x.holders.from, len(x.holders.data)) && len(x.holders.from) == folds+1 && below(x.holders.data, all) &&
		x.keys.sound(folds) && x.numbers.sound(entries) && x.joints.sound(all) &&
		below(x.nameOf, entries) && rising(x.nameFrom, len(x.wordsOf)) && len(x.nameFrom) == all+1 &&
		below(x.wordsOf, words) && below(x.folded, folds) && len(x.folded) == len(x.wordsOf) && len(x.forms) == all && len(x.bulk) == all &&
		finite(x.mass) && finite(x.bulk) && few(x.nameFrom) &&
		x.entries.sound() && x.entries.len() == entries && x.records.sound() && x.records.len() == entries
}

func (t *texts) sound() bool { return len(t.from) > 0 && rising(t.from, len(t.data)) }

func (t *table) sound(most int) bool {
	return rising(t.slots, len(t.hashes)) && len(t.slots) >= 5 && len(t.slots) < 1<<30 && bits.OnesCount(uint(len(t.slots)-1)) == 1 && len(t.hashes) == len(t.to) && below(t.to, most)
}

// fours tells whether all texts have four bytes.
func fours(t *texts) bool {
	for i := range t.len() {
		if t.from[i+1]-t.from[i] != 4 {
			return false
		}
	}
	return true
}

// rising tells whether numbers begin at 0, never fall and end at last.
func rising(n []uint32, last int) bool {
	if len(n) == 0 || n[0] != 0 || int(n[len(n)-1]) != last {
		return false
	}
	for i := 1; i < len(n); i++ {
		if n[i] < n[i-1] {
			return false
		}
	}
	return true
}

func below(n []uint32, most int) bool {
	for _, v := range n {
		if int(v) >= most {
			return false
		}
	}
	return true
}

func finite(n []float32) bool {
	for _, v := range n {
		if !(v >= 0 && v < math.MaxFloat32) {
			return false
		}
	}
	return true
}

// few tells whether no name has more words than any name can.
func few(from []uint32) bool {
	for i := 1; i < len(from); i++ {
		if from[i]-from[i-1] > 1<<10 {
			return false
		}
	}
	return true
}
