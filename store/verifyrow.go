package store

import (
	"crypto/sha256"
	"maps"
	"slices"
)

// rowHash is half of the SHA-256 of a row: a check compares each row with its
// own hash, and a case can have tens of millions.
func rowHash(row []any) [16]byte {
	sum := sha256.Sum256(appendRow(nil, row))
	return [16]byte(sum[:16])
}

// hashes are those of a table's rows by their numbers, which mostly run
// without gaps: sixteen bytes a row where a map takes a hundred. Numbers far
// beyond, as in a file that no writer of ours made, go into a map.
type hashes struct {
	row [][16]byte
	far map[int64][16]byte
}

// gap is how far beyond the end of the list a row may be to go into it.
const gap = 1 << 16

// set keeps the hash of a row; nil takes it out. The zero hash means none.
func (h *hashes) set(id int64, row []any) {
	var sum [16]byte
	if row != nil {
		sum = rowHash(row)
	}
	if id < 0 || id > int64(len(h.row)+gap) {
		if row == nil {
			delete(h.far, id)
			return
		}
		if h.far == nil {
			h.far = map[int64][16]byte{}
		}
		h.far[id] = sum
		return
	}
	if n := int(id) + 1 - len(h.row); n > 0 {
		if row == nil {
			delete(h.far, id)
			return
		}
		h.row = append(h.row, make([][16]byte, n)...)
	}
	delete(h.far, id)
	h.row[id] = sum
}

// take gives the hash of a row and forgets it.
func (h *hashes) take(id int64) (sum [16]byte, ok bool) {
	if h == nil {
		return sum, false
	}
	if sum, ok = h.far[id]; ok {
		delete(h.far, id)
		return sum, true
	}
	if id < 0 || id >= int64(len(h.row)) || h.row[id] == [16]byte{} {
		return sum, false
	}
	sum, h.row[id] = h.row[id], [16]byte{}
	return sum, true
}

// left lists the rows that nobody took, up to where a check stops listing.
func (h *hashes) left() []int64 {
	if h == nil {
		return nil
	}
	var all []int64
	for id, sum := range h.row {
		if sum != [16]byte{} && len(all) < mostProblems {
			all = append(all, int64(id))
		}
	}
	return append(all, slices.Sorted(maps.Keys(h.far))...)
}
