package listfile

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"redthread/store/ontology"
)

// OpenSanctions and others publish FollowTheMoney entities, one JSON object a
// line. In the plain file a listing, a passport or an address is an object of
// its own that names the party, or is named by it; in "targets.nested" it
// stands inside the party. The plain file is read twice: first what belongs to
// parties, which waits in a temporary file, then the parties.

// mostLine bounds one line of JSON.
const mostLine = mostRecord

type ftmEntity struct {
	ID         string               `json:"id"`
	Caption    string               `json:"caption"`
	Schema     string               `json:"schema"`
	LastChange string               `json:"last_change"`
	Properties map[string]ftmValues `json:"properties"`
}

// ftmValues are the values of a property: texts, or entities inside.
type ftmValues struct {
	texts  []string
	inside []ftmEntity
}

func (v *ftmValues) UnmarshalJSON(b []byte) error {
	if bytes.IndexByte(b, '{') < 0 {
		if err := json.Unmarshal(b, &v.texts); err == nil {
			return nil
		}
	}
	var raw []json.RawMessage
	if err := json.Unmarshal(b, &raw); err != nil {
		var one string
		if json.Unmarshal(b, &one) == nil {
			v.texts = []string{one}
			return nil
		}
		return err
	}
	for _, r := range raw {
		var s string
		if len(r) > 0 && r[0] == '{' {
			var e ftmEntity
			if err := json.Unmarshal(r, &e); err != nil {
				return err
			}
			v.inside = append(v.inside, e)
		} else if json.Unmarshal(r, &s) == nil {
			v.texts = append(v.texts, s)
		}
	}
	return nil
}

func (e *ftmEntity) texts(property string) []string { return e.Properties[property].texts }

// eachLine gives every line of a file. A line beyond the bound is read to its
// end and told as malformed.
func (r *reading) eachLine(f File, visit func(b []byte, line int, offset int64) error) error {
	in, closer, err := r.open(f)
	if err != nil {
		return err
	}
	defer func() { _ = closer.Close() }()
	var offset int64
	var line []byte
	for n := 1; ; n++ {
		if err := r.tick(); err != nil {
			return err
		}
		line = line[:0]
		long, size := false, int64(0)
		for {
			part, err := in.ReadSlice('\n')
			size += int64(len(part))
			if len(line)+len(part) <= mostLine {
				line = append(line, part...)
			} else {
				long = true
			}
			if errors.Is(err, bufio.ErrBufferFull) {
				continue
			}
			if err != nil && !errors.Is(err, io.EOF) {
				return err
			}
			break
		}
		if size == 0 {
			return nil
		}
		switch b := bytes.TrimSpace(line); {
		case long:
			r.report.Records++
			r.malformed(f.Name, n, "the line is longer than eight megabytes")
		case len(b) > 0:
			if err := visit(b, n, offset); err != nil {
				return err
			}
		}
		offset += size
	}
}

// waiting is what belongs to parties, in a temporary file.
type waiting struct {
	file *os.File
	out  *bufio.Writer
	at   map[uint64][]int64 // by the hash of the party's or address's id
	end  int64
	size int
}

const mostWaiting = 20_000_000

func (w *waiting) put(id string, line []byte) error {
	if w.size++; w.size > mostWaiting {
		return errBroken{"The list has more listings and addresses than can be held; see whether it is the right file."}
	}
	h := hash64(id)
	w.at[h] = append(w.at[h], w.end)
	n, err := w.out.Write(append(line, '\n'))
	w.end += int64(n)
	return err
}

func (w *waiting) get(id string, visit func(*ftmEntity)) error {
	for _, offset := range w.at[hash64(id)] {
		line, err := bufio.NewReader(io.NewSectionReader(w.file, offset, w.end-offset)).ReadBytes('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		var e ftmEntity
		if json.Unmarshal(line, &e) == nil {
			visit(&e)
		}
	}
	return nil
}

func hash64(s string) uint64 {
	h := uint64(14695981039346656037) // FNV-1a
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

func (r *reading) readFtM() (err error) {
	f := r.files[0]
	tmp, err := os.CreateTemp("", "redthread-list-*")
	if err != nil {
		return fmt.Errorf("making a temporary file: %w", err)
	}
	defer func() { _ = tmp.Close(); _ = os.Remove(tmp.Name()) }()
	w := &waiting{file: tmp, out: bufio.NewWriterSize(tmp, 1<<20), at: map[uint64][]int64{}}
	nested := false
	err = r.eachLine(f, func(b []byte, _ int, _ int64) error {
		if !bytes.Contains(b, []byte(`"Sanction"`)) && !bytes.Contains(b, []byte(`"Passport"`)) && !bytes.Contains(b, []byte(`"Identification"`)) && !bytes.Contains(b, []byte(`"Address"`)) {
			return nil
		}
		var e ftmEntity
		if json.Unmarshal(b, &e) != nil {
			return nil // told in the second pass
		}
		switch e.Schema {
		case "Sanction":
			for _, id := range e.texts("entity") {
				if err := w.put(id, b); err != nil {
					return err
				}
			}
		case "Passport", "Identification":
			for _, id := range e.texts("holder") {
				if err := w.put(id, b); err != nil {
					return err
				}
			}
		case "Address":
			return w.put(e.ID, b)
		default:
			nested = true
		}
		return nil
	})
	if err == nil {
		err = w.out.Flush()
	}
	if err != nil {
		return err
	}
	r.report.Malformed, r.report.Records, r.report.Problems, r.report.More = 0, 0, []Problem{}, 0
	newest := ""
	err = r.eachLine(f, func(b []byte, line int, _ int64) error {
		var f ftmEntity
		if err := json.Unmarshal(b, &f); err != nil {
			r.report.Records++
			r.malformed(r.files[0].Name, line, "the line is no JSON object of an entity")
			return nil
		}
		newest = max(newest, f.LastChange)
		schema, kind := ftmSchema(f.Schema)
		if kind != "" {
			r.other(kind)
			return nil
		}
		e := &Entry{ID: f.ID, Schema: schema, Line: line}
		ftmParty(e, &f)
		if !nested || len(w.at) > 0 {
			if err := w.get(f.ID, func(o *ftmEntity) { ftmBelongs(e, o) }); err != nil {
				return err
			}
			for _, id := range f.texts("addressEntity") {
				if err := w.get(id, func(o *ftmEntity) { ftmBelongs(e, o) }); err != nil {
					return err
				}
			}
		}
		return r.record(e)
	})
	if r.report.Date == "" {
		if d, ok := readDate(newest, written); ok {
			r.report.Date = d
			r.note("The date is that of the newest change in the list.")
		}
	}
	return err
}

// ftmSchema gives our kind of entity for a schema of FollowTheMoney; kind says
// what it is where it is no party.
func ftmSchema(schema string) (ours, kind string) {
	switch schema {
	case "Sanction":
		return "", "listings, joined to their parties"
	case "Passport", "Identification":
		return "", "documents, joined to their parties"
	case "Address":
		return "", "addresses, joined to their parties"
	case "Airplane":
		return "Vehicle", ""
	case "CryptoWallet":
		return "LegalEntity", ""
	case "Security":
		return "", "securities"
	case "":
		return "", "objects without a schema"
	}
	s, ok := ontology.Default().Schema(schema)
	switch {
	case !ok:
		return "", "entities of the schema " + clean(schema)
	case s.Abstract, !s.IsA("LegalEntity") && !s.IsA("Vehicle"):
		return "", "entities of the schema " + s.Name
	}
	return s.Name, ""
}

// ftmParty takes over every property that the ontology has; the rest becomes
// notes.
func ftmParty(e *Entry, f *ftmEntity) {
	schema, _ := ontology.Default().Schema(e.Schema)
	e.say("name", f.texts("name")...)
	if e.Name() == "" {
		e.say("name", f.Caption)
	}
	for _, name := range sortedKeys(f.Properties) {
		if name == "name" {
			continue
		}
		v := f.Properties[name]
		for i := range v.inside {
			ftmBelongs(e, &v.inside[i])
		}
		p, ok := schema.Property(name)
		switch {
		case name == "addressEntity", ok && p.Kind == "entity":
		case name == "programId", name == "program":
			e.listed("program", v.texts...)
		case !ok:
			for _, t := range v.texts {
				e.say("notes", name+": "+t)
			}
		case p.Kind == "date":
			e.date(name, written, v.texts...)
		case p.Kind == "country":
			e.country(name, v.texts...)
		default:
			e.say(name, v.texts...)
		}
	}
}

func ftmBelongs(e *Entry, o *ftmEntity) {
	switch o.Schema {
	case "Sanction":
		e.listed("authority", o.texts("authority")...)
		e.listed("authorityId", o.texts("authorityId")...)
		e.listed("unscId", o.texts("unscId")...)
		e.listed("program", o.texts("program")...)
		e.listed("provisions", o.texts("provisions")...)
		e.listed("reason", o.texts("reason")...)
		e.listed("status", o.texts("status")...)
		for i, d := range append(append([]string{}, o.texts("listingDate")...), o.texts("startDate")...) {
			if i == 0 && len(e.Listing("listingDate")) == 0 {
				e.date("listingDate", written, d)
			}
		}
	case "Passport":
		for _, n := range o.texts("number") {
			e.identify("passport", n, strings.Join(o.texts("country"), ", "))
		}
	case "Identification":
		for _, n := range o.texts("number") {
			e.identify(strings.Join(o.texts("type"), ", "), n, strings.Join(o.texts("country"), ", "))
		}
	case "Address":
		full := o.texts("full")
		if len(full) == 0 && o.Caption != "" {
			full = []string{o.Caption}
		}
		e.say("address", full...)
		e.country("country", o.texts("country")...)
	}
}
