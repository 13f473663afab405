package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
)

// newPlace is where a row goes.
type newPlace struct {
	row   int64
	sort  string
	kind  uint16
	class uint8
	at    int // how many of the rows that stay come before it
}

// with gives the order with some rows put into their new places.
func (v *ranking) with(ctx context.Context, db queryer, moved []int64) (*ranking, error) {
	next := &ranking{schemas: slices.Clone(v.schemas)}
	gone := map[int32]bool{}
	last := int64(len(v.rank) - 1)
	for _, row := range moved {
		last = max(last, row)
		if at := v.at(row); at >= 0 {
			gone[at] = true
		}
	}
	if last > 8*int64(len(v.rows)+len(moved))+1<<20 || last > 1<<30 {
		return nil, errSparse
	}
	stay := make([]int32, 0, len(v.rows)+len(moved)) // ranks of the rows that stay
	for at := range v.rows {
		if !gone[int32(at)] {
			stay = append(stay, int32(at))
		}
	}
	all, err := v.places(ctx, db, next, moved, stay)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b newPlace) int {
		if a.at != b.at {
			return a.at - b.at
		}
		if a.sort != b.sort {
			return compareText(a.sort, b.sort)
		}
		return compareInt(a.row, b.row)
	})
	n := len(stay) + len(all)
	next.rows, next.kinds, next.classes = make([]int32, 0, n), make([]uint16, 0, n), make([]uint8, 0, n)
	for i := 0; i <= len(stay); i++ {
		for len(all) > 0 && all[0].at == i {
			p := all[0]
			next.rows, next.kinds, next.classes = append(next.rows, int32(p.row)), append(next.kinds, p.kind), append(next.classes, p.class)
			all = all[1:]
		}
		if i < len(stay) {
			at := stay[i]
			next.rows, next.kinds, next.classes = append(next.rows, v.rows[at]), append(next.kinds, v.kinds[at]), append(next.classes, v.classes[at])
		}
	}
	next.rank = make([]int32, last+1)
	for i := range next.rank {
		next.rank[i] = -1
	}
	for at, row := range next.rows {
		next.rank[row] = int32(at)
	}
	return next, nil
}

// places looks up where moved rows belong among those that stay.
func (v *ranking) places(ctx context.Context, db queryer, next *ranking, moved []int64, stay []int32) ([]newPlace, error) {
	var all []newPlace
	for _, row := range moved {
		p := newPlace{row: row}
		var schema, class string
		err := db.QueryRowContext(ctx, "SELECT c.sort, e.schema, e.class FROM caption c JOIN entity e ON e.id = c.entity WHERE c.entity = ?", row).Scan(&p.sort, &schema, &class)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err == nil {
			p.kind, err = next.kind(schema)
		}
		if err != nil {
			return nil, err
		}
		p.class = classNumber(Class(class))
		p.at, _ = slices.BinarySearchFunc(stay, p, func(at int32, p newPlace) int {
			var sort string
			other := int64(v.rows[at])
			if e := db.QueryRowContext(ctx, "SELECT sort FROM caption WHERE entity = ?", other).Scan(&sort); e != nil && err == nil {
				err = e
			}
			if sort != p.sort {
				return compareText(sort, p.sort)
			}
			return compareInt(other, p.row)
		})
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, nil
}

// compareText compares as SQLite does, by bytes.
func compareText(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
