package index

import (
	"encoding/binary"

	"redthread/app/names"
)

// pack writes a record in few bytes; unpack reads it. What is damaged reads as an empty rest.
func pack(r names.Record) string {
	var b []byte
	text := func(s string) {
		if len(s) > mostText {
			s = s[:mostText]
		}
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	list := func(all []string) {
		b = binary.AppendUvarint(b, uint64(len(all)))
		for _, s := range all {
			text(s)
		}
	}
	text(r.Schema)
	b = binary.AppendUvarint(b, uint64(len(r.Names)))
	for _, a := range r.Names {
		text(a.Text)
		var m byte
		if a.Weak {
			m |= 1
		}
		if a.Previous {
			m |= 2
		}
		b = append(b, m)
	}
	list(r.BirthDates)
	list(r.Countries)
	b = binary.AppendUvarint(b, uint64(len(r.IDs)))
	for _, id := range r.IDs {
		text(id.Kind)
		text(id.Value)
	}
	text(r.Gender)
	list(r.Addresses)
	return string(b)
}

// mostText bounds a text in a packed record.
const mostText = 1 << 12

// unpacker reads a packed record; past its end all is empty.
type unpacker struct{ s string }

func (u *unpacker) number() int {
	for i, v := 0, uint64(0); i < len(u.s) && i < binary.MaxVarintLen32; i++ {
		v |= uint64(u.s[i]&0x7f) << (7 * i)
		if u.s[i] < 0x80 {
			u.s = u.s[i+1:]
			return int(v)
		}
	}
	u.s = ""
	return 0
}

// count reads how many things follow; none is shorter than a byte.
func (u *unpacker) count() int { return min(u.number(), len(u.s)) }

func (u *unpacker) text() string {
	n := u.count()
	t := u.s[:n]
	u.s = u.s[n:]
	return t
}

func (u *unpacker) list() []string {
	n := u.count()
	if n == 0 {
		return nil
	}
	all := make([]string, 0, min(n, 64))
	for range n {
		all = append(all, u.text())
	}
	return all
}

func unpack(s string) names.Record {
	u := unpacker{s}
	var r names.Record
	r.Schema = u.text()
	for range u.count() {
		a := names.Alias{Text: u.text()}
		if u.s != "" {
			a.Weak, a.Previous = u.s[0]&1 != 0, u.s[0]&2 != 0
			u.s = u.s[1:]
		}
		r.Names = append(r.Names, a)
	}
	r.BirthDates, r.Countries = u.list(), u.list()
	for range u.count() {
		r.IDs = append(r.IDs, names.ID{Kind: u.text(), Value: u.text()})
	}
	r.Gender, r.Addresses = u.text(), u.list()
	return r
}
