package reader

import "strings"

// columns are where the cells of a table stand: their left edges and widths,
// from the left of the passage. No columns means that the row flows as text,
// with a gap for each tab.
type columns struct {
	x, width []float32
}

const (
	tableSample  = 200 // rows that are measured to find the columns
	mostColumns  = 24
	narrowColumn = 56 // a cell that is narrower than this cannot be read
	columnGap    = 16
)

// fitColumns finds the columns of consecutive rows: as wide as the widest cell
// of the first rows where there is room, else the widest columns give way.
func (m *meter) fitColumns(rows []string, width float32) columns {
	var wide []float32
	for _, row := range rows[:min(len(rows), tableSample)] {
		for k := 0; k < mostColumns; k++ {
			cell, rest, more := strings.Cut(row, "\t")
			if k == len(wide) {
				wide = append(wide, 8)
			}
			for part := range strings.SplitSeq(cell, "\n") {
				wide[k] = max(wide[k], m.most(part, width)+1)
			}
			if row = rest; !more {
				break
			}
		}
	}
	room := width - columnGap*float32(len(wide)-1)
	least := float32(0)
	for _, w := range wide {
		least += min(w, narrowColumn)
	}
	if len(wide) < 2 || least > room {
		return columns{}
	}
	limit := share(wide, room)
	var c columns
	x := float32(0)
	for _, w := range wide {
		w = min(w, limit)
		c.x, c.width = append(c.x, x), append(c.width, w)
		x += w + columnGap
	}
	return c
}

// share returns the width at which columns must be capped to fit into room.
func share(wide []float32, room float32) float32 {
	low, high := float32(narrowColumn), room
	for range 20 { // halving: to within a thousandth of a pixel
		mid := (low + high) / 2
		var sum float32
		for _, w := range wide {
			sum += min(w, mid)
		}
		if sum > room {
			high = mid
		} else {
			low = mid
		}
	}
	return low
}

// most returns the width of s, and stops counting beyond limit.
func (m *meter) most(s string, limit float32) float32 {
	var sum float32
	for i := 0; i < len(s) && sum < limit; {
		c, w := m.next(s, i)
		sum += w
		i += c.size
	}
	return min(sum, limit)
}
