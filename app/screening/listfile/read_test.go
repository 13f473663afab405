package listfile_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"redthread/app/screening/listfile"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

var update = flag.Bool("update", false, "write the golden files anew")

func files(t testing.TB, names ...string) []listfile.File {
	t.Helper()
	var all []listfile.File
	for _, n := range names {
		f, err := listfile.Path(filepath.Join("testdata", n))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, f)
	}
	return all
}

type read struct {
	Report  listfile.Report
	Entries []*listfile.Entry
}

func readAll(t testing.TB, o listfile.Options, files ...listfile.File) (read, error) {
	t.Helper()
	var got read
	var err error
	got.Report, err = listfile.Read(context.Background(), files, o, func(e *listfile.Entry) error {
		got.Entries = append(got.Entries, e)
		return nil
	})
	return got, err
}

func TestEveryFormat(t *testing.T) {
	mapping, err := listfile.ParseMapping("id=Nr, name=Firma, alias=Andere Namen[|], country=Land, innCode=ИНН, schema:=Company, program:=made up")
	if err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		files  []string
		format listfile.Format
		o      listfile.Options
	}{
		"sdn-csv":      {files: []string{"sdn.csv", "add.csv", "alt.csv", "sdn_comments.csv"}, format: listfile.FormatOFACCSV},
		"sdn-csv-bare": {files: []string{"sdn.csv"}, format: listfile.FormatOFACCSV},
		"sdn-xml":      {files: []string{"sdn.xml"}, format: listfile.FormatOFACXML},
		"advanced":     {files: []string{"advanced.xml"}, format: listfile.FormatOFACAdvanced},
		"csl-csv":      {files: []string{"csl.csv"}, format: listfile.FormatCSLCSV},
		"csl-json":     {files: []string{"csl.json"}, format: listfile.FormatCSLJSON},
		"un":           {files: []string{"un.xml"}, format: listfile.FormatUN},
		"eu-csv":       {files: []string{"eu.csv"}, format: listfile.FormatEUCSV},
		"eu-xml":       {files: []string{"eu.xml"}, format: listfile.FormatEUXML},
		"uk-csv":       {files: []string{"uk.csv"}, format: listfile.FormatUKCSV},
		"uk-xml":       {files: []string{"uk.xml"}, format: listfile.FormatUKXML},
		"uk-ods":       {files: []string{"uk.ods"}, format: listfile.FormatUKODS},
		"swiss":        {files: []string{"swiss.xml"}, format: listfile.FormatSwiss},
		"ftm":          {files: []string{"ftm.json"}, format: listfile.FormatFtM},
		"nested":       {files: []string{"nested.json"}, format: listfile.FormatFtM},
		"targets":      {files: []string{"targets.csv"}, format: listfile.FormatTargetsSimple},
		"mapped":       {files: []string{"mapped.csv"}, o: listfile.Options{Format: listfile.FormatMapped, Mapping: mapping}},
		"names":        {files: []string{"names.json"}, format: listfile.FormatBareNames},
	} {
		t.Run(name, func(t *testing.T) {
			all := files(t, tc.files...)
			if tc.format != "" {
				if got, err := listfile.Detect(all[0]); err != nil || got != tc.format {
					t.Fatalf("it was taken for %q: %v", got, err)
				}
			}
			got, err := readAll(t, tc.o, all...)
			if err != nil {
				t.Fatal(err)
			}
			addsUp(t, got.Report)
			fits(t, got.Entries)
			b, err := json.MarshalIndent(got, "", " ")
			if err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", name+".golden.json")
			if *update {
				if err := os.WriteFile(golden, append(b, '\n'), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(strings.Split(string(bytes.TrimSpace(want)), "\n"), strings.Split(string(b), "\n")); d != "" {
				t.Error(d)
			}
		})
	}
}

// addsUp holds a report to its promise: no record is dropped in silence.
func addsUp(t testing.TB, r listfile.Report) {
	t.Helper()
	sum := r.Entries + r.Malformed
	for _, n := range r.Others {
		sum += n
	}
	if sum != r.Records {
		t.Errorf("%d records, but %d entries, %d malformed and %v others", r.Records, r.Entries, r.Malformed, r.Others)
	}
	if r.Malformed > len(r.Problems)+r.More {
		t.Errorf("%d malformed records, and %d problems told", r.Malformed, len(r.Problems)+r.More)
	}
}

// fits holds entries to the ontology: each property is one of the kind of
// entity, and dates and countries are values.
func fits(t testing.TB, all []*listfile.Entry) {
	t.Helper()
	listing, _ := ontology.Default().Schema("Sanction")
	for _, e := range all {
		s, ok := ontology.Default().Schema(e.Schema)
		if !ok || s.Abstract {
			t.Errorf("entry %s is of the kind %q, which does not exist", e.ID, e.Schema)
			continue
		}
		for i, p := range append(append([]listfile.Prop{}, e.Props...), e.Listed...) {
			of := s
			if i >= len(e.Props) {
				of = listing
			}
			q, ok := of.Property(p.Name)
			if !ok {
				t.Errorf("entry %s: %s has no %s", e.ID, of.Name, p.Name)
				continue
			}
			if q.Kind == value.KindDate || q.Kind == value.KindCountry {
				if c, err := value.Canonical(q.Kind, p.Value); err != nil || c != p.Value {
					t.Errorf("entry %s: %s is %q: %v", e.ID, p.Name, p.Value, err)
				}
			}
		}
	}
}

func TestWhatCannotBeRead(t *testing.T) {
	for name, tc := range map[string]struct {
		text   string
		format listfile.Format
		want   string
		kind   error
	}{
		"empty":             {text: "", want: "no format of a list that is known", kind: store.ErrInvalid},
		"a picture":         {text: "\x89PNG\r\n\x1a\n", want: "no format of a list that is known", kind: store.ErrInvalid},
		"breaks off":        {text: `<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>A</FIRST_NAME></INDIVIDUAL><INDIVIDUAL><DATA`, want: "cannot be read beyond line 1", kind: store.ErrDamaged},
		"nothing in it":     {text: `<CONSOLIDATED_LIST></CONSOLIDATED_LIST>`, want: "holds no record", kind: store.ErrInvalid},
		"no names":          {text: "a,b\n1,2\n", format: listfile.FormatMapped, want: "No column of x is called name", kind: store.ErrDamaged},
		"another's CSV":     {text: "a;b\n1;2\n", format: listfile.FormatEUCSV, want: "lacks the column Entity_LogicalId", kind: store.ErrDamaged},
		"no such format":    {text: "x", format: "doc", want: "no format of a list; use one of", kind: store.ErrInvalid},
		"deep":              {text: "<CONSOLIDATED_LIST>" + strings.Repeat("<a>", 100), want: "nests elements deeper", kind: store.ErrDamaged},
		"results cut short": {text: `{"results":[{"id":"1","source":"s","name":"A"}`, want: "breaks off", kind: store.ErrDamaged},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := readAll(t, listfile.Options{Format: tc.format}, listfile.Bytes("x", []byte(tc.text)))
			if err == nil || !strings.Contains(err.Error(), tc.want) || !errors.Is(err, tc.kind) {
				t.Fatalf("%v", err)
			}
		})
	}
}

func TestLargeRecordsArePassedOver(t *testing.T) {
	var b strings.Builder
	b.WriteString("<CONSOLIDATED_LIST><ENTITIES>")
	b.WriteString("<ENTITY><DATAID>1</DATAID><FIRST_NAME>" + strings.Repeat("A", 9<<20) + "</FIRST_NAME></ENTITY>")
	b.WriteString("<ENTITY><DATAID>2</DATAID>" + strings.Repeat("<X/>", 300_000) + "</ENTITY>")
	b.WriteString("<ENTITY><DATAID>3</DATAID><FIRST_NAME>KEPT</FIRST_NAME></ENTITY></ENTITIES></CONSOLIDATED_LIST>")
	got, err := readAll(t, listfile.Options{}, listfile.Bytes("x.xml", []byte(b.String())))
	if err != nil || got.Report.Malformed != 2 || len(got.Entries) != 1 || got.Entries[0].ID != "3" {
		t.Fatalf("%+v %v", got.Report, err)
	}
	addsUp(t, got.Report)
	long := "id,schema,name,aliases,birth_date\n1,Person," + strings.Repeat("x", 2<<20) + ",,\n2,Person,Kept,,\n"
	got, err = readAll(t, listfile.Options{}, listfile.Bytes("x.csv", []byte(long)))
	if err != nil || got.Report.Malformed != 1 || len(got.Entries) != 1 {
		t.Fatalf("%+v %v", got.Report, err)
	}
}

// A file in which every row opens a quotation mark is read in the time of its
// length, and every row is told.
func TestOpenQuotesDoNotTakeForever(t *testing.T) {
	var b strings.Builder
	b.WriteString("id,name\n")
	for i := range 20_000 {
		fmt.Fprintf(&b, "%d,\"never closed\n", i)
	}
	got, err := readAll(t, listfile.Options{}, listfile.Bytes("x.csv", []byte(b.String())))
	if err != nil {
		t.Fatal(err)
	}
	addsUp(t, got.Report)
	if got.Report.Malformed+got.Report.Entries < 10_000 {
		t.Fatalf("%d entries and %d malformed of 20,000 rows", got.Report.Entries, got.Report.Malformed)
	}
}

func TestReadingStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	n := 0
	_, err := listfile.Read(ctx, []listfile.File{listfile.Bytes("x.csv", []byte("id,name\n"+strings.Repeat("1,a\n", 5000)))}, listfile.Options{}, func(*listfile.Entry) error {
		if n++; n == 1000 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || n > 2000 {
		t.Fatalf("after %d entries: %v", n, err)
	}
}

func TestMappingReadsItsOwnWords(t *testing.T) {
	const text = "id=Nr, name=Full name, alias=Others[;], schema:=Company"
	m, err := listfile.ParseMapping(text)
	if err != nil || m.String() != text {
		t.Fatalf("%v %v", m, err)
	}
	for _, bad := range []string{"", "name", "alias=x", "name=x, colour=y"} {
		if _, err := listfile.ParseMapping(bad); err == nil {
			t.Errorf("%q is a mapping", bad)
		}
	}
}

func FuzzRead(f *testing.F) {
	entries, err := os.ReadDir("testdata")
	if err != nil {
		f.Fatal(err)
	}
	for _, e := range entries {
		if b, err := os.ReadFile(filepath.Join("testdata", e.Name())); err == nil && !e.IsDir() && !strings.Contains(e.Name(), "golden") {
			f.Add(b)
		}
	}
	formats := listfile.FormatNames()
	f.Fuzz(func(t *testing.T, b []byte) {
		o := listfile.Options{}
		file := listfile.Bytes("x", b)
		if _, err := listfile.Detect(file); err != nil && len(b) > 0 {
			o.Format = listfile.Format(formats[int(b[0])%len(formats)])
		}
		got, err := readAll(t, o, file)
		if err == nil {
			addsUp(t, got.Report)
			fits(t, got.Entries)
		}
	})
}
