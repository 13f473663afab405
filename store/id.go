package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"fmt"
	"strings"
)

// ID is the identity of a record in every file that holds it. The zero ID
// means none.
type ID [16]byte

// String gives the 32 hexadecimal digits.
func (id ID) String() string { return hex.EncodeToString(id[:]) }

// IsZero tells whether the id means none.
func (id ID) IsZero() bool { return id == ID{} }

// MarshalText writes the 32 hexadecimal digits, or nothing for the zero ID.
func (id ID) MarshalText() ([]byte, error) {
	if id.IsZero() {
		return nil, nil
	}
	return []byte(id.String()), nil
}

// UnmarshalText reads what MarshalText wrote.
func (id *ID) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*id = ID{}
		return nil
	}
	v, err := ParseID(string(b))
	if err != nil {
		return err
	}
	*id = v
	return nil
}

// ParseID reads 32 hexadecimal digits.
func ParseID(s string) (ID, error) {
	var id ID
	if len(s) != 32 {
		return id, faultf(ErrInvalid, nil, "%q is not an id; it has 32 hexadecimal digits.", s)
	}
	if _, err := hex.Decode(id[:], []byte(s)); err != nil {
		return ID{}, faultf(ErrInvalid, err, "%q is not an id; it has 32 hexadecimal digits.", s)
	}
	return id, nil
}

func idFrom(b []byte) ID {
	var id ID
	copy(id[:], b)
	return id
}

// Kind names what a short id stands for.
type Kind byte

// The kinds and their letters.
const (
	KindSource    Kind = 'S'
	KindEntity    Kind = 'E'
	KindStatement Kind = 'F' // a fact
	KindNote      Kind = 'N'
	KindTask      Kind = 'T'
	KindTag       Kind = 'G'
	KindJudgement Kind = 'J'
	KindChart     Kind = 'C'
	KindAction    Kind = 'A'
)

// Ref is what a short id stands for.
type Ref struct {
	Kind Kind
	ID   ID
}

// alphabet is Crockford's base 32: no I, L, O or U, so that it can be said aloud.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// shortest is the fewest characters a short id has.
const shortest = 4

// Short gives the id a person says aloud, such as S-7K3Q. Its length grows
// with the number of records of that kind, so that two rarely share one;
// [Case.Resolve] refuses those that do and asks for more characters.
func (c *Case) Short(kind Kind, id ID) string {
	if id.IsZero() {
		return ""
	}
	return string(kind) + "-" + encode(id, c.width(kind))
}

func encode(id ID, n int) string {
	var b strings.Builder
	acc, bits, at := uint32(0), 0, 0
	for b.Len() < n {
		if bits < 5 {
			if at == len(id) {
				break
			}
			acc = acc<<8 | uint32(id[at])
			bits += 8
			at++
		}
		bits -= 5
		b.WriteByte(alphabet[acc>>bits&31])
		acc &= 1<<bits - 1
	}
	return b.String()
}

// width keeps the chance that any two of n ids share a prefix under one in a hundred: 32^w > 50 n².
func (c *Case) width(kind Kind) int {
	n := float64(c.count(kind))
	w, room := shortest, float64(1<<20)
	for room < 50*n*n && w < 25 {
		w++
		room *= 32
	}
	return w
}

// bounds gives the first and last id that a short form can stand for.
func bounds(s string) (lo, hi ID, ok bool) {
	var acc uint32
	bits, at := 0, 0
	for i := range hi {
		hi[i] = 0xff
	}
	for _, r := range s {
		switch r {
		case 'O':
			r = '0'
		case 'I', 'L':
			r = '1'
		}
		v := strings.IndexRune(alphabet, r)
		if v < 0 || at >= len(lo) {
			return lo, hi, false
		}
		acc = acc<<5 | uint32(v)
		bits += 5
		if bits >= 8 {
			bits -= 8
			lo[at] = byte(acc >> bits)
			hi[at] = lo[at]
			at++
			acc &= 1<<bits - 1
		}
	}
	if bits > 0 && at < len(lo) {
		lo[at] = byte(acc << (8 - bits))
		hi[at] = lo[at] | byte(0xff>>bits)
	}
	return lo, hi, true
}

// Resolve finds what an id stands for: 32 hexadecimal digits, or a short id
// such as S-7K3Q in either case. It returns ErrNotFound or ErrAmbiguous.
func (c *Case) Resolve(ctx context.Context, s string) (Ref, error) {
	text := strings.TrimSpace(s)
	if len(text) == 32 {
		if id, err := ParseID(strings.ToLower(text)); err == nil {
			for _, k := range []Kind{KindEntity, KindSource, KindStatement} {
				refs, err := c.between(ctx, k, id, id)
				if err != nil {
					return Ref{}, err
				}
				if len(refs) == 1 {
					return refs[0], nil
				}
			}
		}
	}
	up := strings.ToUpper(text)
	if len(up) < 3 || up[1] != '-' {
		return Ref{}, faultf(ErrNotFound, nil, "%q is no id of this case; an id looks like E-7K3Q and is shown by the list commands.", s)
	}
	lo, hi, ok := bounds(up[2:])
	if !ok {
		return Ref{}, faultf(ErrNotFound, nil, "%q is no id of this case; an id looks like E-7K3Q and is shown by the list commands.", s)
	}
	refs, err := c.between(ctx, Kind(up[0]), lo, hi)
	switch {
	case err != nil:
		return Ref{}, err
	case len(refs) == 0:
		return Ref{}, faultf(ErrNotFound, nil, "Nothing in this case has the id %s; the list commands show the ids there are.", text)
	case len(refs) > 1:
		return Ref{}, faultf(ErrAmbiguous, nil, "More than one record fits %s; give one character more, such as %s.", text, string(refs[0].Kind)+"-"+encode(refs[0].ID, len(up)-1))
	}
	return refs[0], nil
}

func (k Kind) table() (table, where string) {
	switch k {
	case KindEntity:
		return "entity", ""
	case KindStatement:
		return "statement", ""
	case KindJudgement:
		return "judgement", ""
	case KindSource:
		return "record", " AND kind = 'source'"
	case KindNote:
		return "record", " AND kind = 'note'"
	case KindTask:
		return "record", " AND kind = 'task'"
	case KindTag:
		return "record", " AND kind = 'tag'"
	case KindChart:
		return "record", " AND kind = 'chart'"
	}
	return "", ""
}

func (c *Case) between(ctx context.Context, k Kind, lo, hi ID) ([]Ref, error) {
	table, where := k.table()
	if table == "" {
		return nil, faultf(ErrNotFound, nil, "No kind of record has ids that start with %q; sources start with S, entities with E, statements with F.", string(k))
	}
	return query(ctx, c.read, fmt.Sprintf("SELECT uid FROM %s WHERE uid BETWEEN ? AND ?%s LIMIT 2", table, where),
		func(r *sql.Rows) (Ref, error) {
			var b []byte
			err := r.Scan(&b)
			return Ref{Kind: k, ID: idFrom(b)}, err
		}, lo[:], hi[:])
}
