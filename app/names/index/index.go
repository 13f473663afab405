package index

import (
	"math/bits"
	"sync"

	"redthread/app/names"
)

// An Entry is what an index is built from: an id of the caller's, and what is known.
type Entry struct {
	ID     string
	Record names.Record
}

// A Candidate is an entry that may be the one asked for.
type Candidate struct {
	Number int    // of the entry, in the order in which they were given to Build
	ID     string // of the entry
	Match  names.Match
}

// An Index finds entries by their names and identifiers. Many may search it at a time; nothing changes it.
type Index struct {
	words    []names.Token // the distinct words of all names
	folds    texts         // distinct folded words and spellings
	mass     []float32     // of each fold: how surprising it is in this list
	holders  lists         // fold to the names that have it
	keys     table         // key of a fold to folds
	nameOf   []uint32      // name to its entry
	nameFrom []uint32      // name to its first word in wordsOf; one more at the end
	wordsOf  []uint32      // words of the names
	folded   []uint32      // folds of the same words
	forms    []uint32      // name to the bits of its legal forms, and weakBit
	bulk     []float32     // name to the sum of mass of its words
	kinds    []byte        // entry to its kind
	entries  texts         // entry to its id
	records  texts         // entry to its record, packed
	numbers  table         // hash of an identifier to entries
	joints   table         // hash of two neighbours run together to names
	wordKeys []names.WordKey
	searches sync.Pool
	unmap    func() error
}

// weakBit marks a weak alias among the bits of legal forms.
const weakBit = 1 << 31

// Len is how many entries the index has.
func (x *Index) Len() int { return len(x.kinds) }

// Names is how many names the entries have together.
func (x *Index) Names() int { return len(x.nameOf) }

// ID is the id of an entry, by its number.
func (x *Index) ID(n int) string { return x.entries.at(n) }

// Entry gives back an entry by its number.
func (x *Index) Entry(n int) Entry {
	return Entry{ID: x.entries.at(n), Record: unpack(x.records.at(n))}
}

// Close lets go of the file of an index that was opened. The index and what it gave must not be used afterwards.
func (x *Index) Close() error {
	if x.unmap == nil {
		return nil
	}
	f := x.unmap
	x.unmap = nil
	return f()
}

// texts are many strings in one.
type texts struct {
	from []uint32 // one more than there are strings
	data []byte
}

func (t *texts) len() int { return max(0, len(t.from)-1) }

func (t *texts) at(n int) string { return string(t.data[t.from[n]:t.from[n+1]]) }

func (t *texts) add(s string) {
	if len(t.from) == 0 {
		t.from = append(t.from, 0)
	}
	t.data = append(t.data, s...)
	t.from = append(t.from, uint32(len(t.data)))
}

// lists are many lists of numbers in one.
type lists struct {
	from []uint32
	data []uint32
}

func (l *lists) at(n uint32) []uint32 { return l.data[l.from[n]:l.from[n+1]] }

// table leads from a hash to numbers. The hashes are sorted by their upper bits, which slots counts.
type table struct {
	slots  []uint32 // by the upper bits of the hash: the first row
	hashes []uint32
	to     []uint32
}

// shift is how far a hash is shifted to give its slot. There are a power of two slots.
func (t *table) shift() int { return 32 - bits.Len(uint(len(t.slots)-1)) + 1 }

// look calls f with each number under a hash.
func (t *table) look(hash uint32, f func(uint32)) {
	if len(t.slots) == 0 {
		return
	}
	s := hash >> t.shift()
	lo, hi := t.slots[s], t.slots[s+1]
	for lo < hi { // the first row with this hash
		m := (lo + hi) / 2
		if t.hashes[m] < hash {
			lo = m + 1
		} else {
			hi = m
		}
	}
	for ; int(lo) < len(t.hashes) && t.hashes[lo] == hash; lo++ {
		f(t.to[lo])
	}
}
