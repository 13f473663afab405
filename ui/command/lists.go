package command

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"redthread/app/screening/library"
	"redthread/app/screening/listfile"
	"redthread/store"
)

var argList = arg{name: "LIST"}

func listsCommands() []command {
	return []command{
		{
			name: "lists add", args: []arg{{name: "FILE", many: true}}, brief: "take a list of sanctioned or watched parties into the library of this computer", answer: listAnswer{}, run: runListsAdd,
			flags: []flag{
				{name: "as", value: "LIST", help: "short name to keep it under, such as ofac-sdn; by its format where it is left out"},
				{name: "title", value: "TEXT", help: "what the list is called"},
				{name: "date", value: "DAY", help: "day on which the list stood so; else what the file says, else when it was last changed"},
				{name: "format", value: "FORMAT", help: strings.Join(listfile.FormatNames(), ", ") + "; found by what stands in the file where it is left out"},
				{name: "map", value: "MAP", help: "which column of a CSV is what: \"name=Full name, alias=Other names[;], country=Land, schema:=Company\""},
			},
			more: "Read are OFAC's SDN and consolidated lists (CSV with the files beside it, XML, advanced XML), the US Consolidated Screening List, the lists of the UN, the EU, the UK and Switzerland, " +
				"OpenSanctions, and any CSV with a mapping. Every record is counted; what cannot be read is reported by its line. The list lies outside every case. A load that is stopped is taken up again by the same command.",
			examples: []string{"redthread lists add sdn.csv --date 2018-08-02", "redthread lists add firms.csv --as suppliers --map \"name=Firm, innCode=INN, schema:=Company\""},
		},
		{
			name: "lists list", brief: "list the lists that are held, each in its versions", answer: listsAnswer{}, run: runListsList,
			flags: []flag{{name: "removed", help: "those that were put aside"}},
		},
		{
			name: "lists show", args: []arg{argList}, brief: "show a version of a list: where it came from, its counts, what could not be read", answer: listAnswer{}, run: runListsShow, flags: []flag{flagLimit},
			more: "LIST is a short name for the newest version, LIST@DAY for the list as it stood that day, or the id of a version.",
		},
		{
			name: "lists changes", args: []arg{argList}, brief: "show what changed from one version of a list to the next", answer: listChangesAnswer{}, run: runListsChanges,
			flags: []flag{{name: "since", value: "DAY", help: "compare with the version of that day; with the one before where it is left out"}, flagLimit},
		},
		{
			name: "lists remove", args: []arg{argList}, brief: "put a version of a list aside; \"lists restore\" puts it back", answer: listAnswer{}, run: runListsRemove,
		},
		{
			name: "lists restore", args: []arg{argList}, brief: "put back a version of a list that was removed", answer: listAnswer{}, run: runListsRestore,
		},
	}
}

func (k *call) library() (*library.Library, error) {
	env, err := k.env()
	if err != nil {
		return nil, err
	}
	return library.Open(env.Data(), nil), nil
}

type listFile struct {
	Name   string `json:"name" doc:"base name"`
	Size   int64  `json:"size" doc:"bytes"`
	SHA256 string `json:"sha256" doc:"hash of the bytes"`
}

type listVersion struct {
	ID        string     `json:"id" doc:"its day and the beginning of its hash"`
	List      string     `json:"list" doc:"short name of the list"`
	Title     string     `json:"title" doc:"what the list is called"`
	Publisher string     `json:"publisher" doc:"who publishes it"`
	Date      string     `json:"date" doc:"day on which the list stood so"`
	DateFrom  string     `json:"date_from" doc:"given: by a person; said: by the list; file: when the file was last changed"`
	SHA256    string     `json:"sha256" doc:"hash by which the version is known"`
	Format    string     `json:"format" doc:"how the file was written"`
	Mapping   string     `json:"mapping" doc:"which column is what, of a CSV that was mapped"`
	Files     []listFile `json:"files" doc:"what it was made of"`
	Entries   int        `json:"entries" doc:"how many parties it has"`
	Records   int        `json:"records" doc:"how many records the file has"`
	Malformed int        `json:"malformed" doc:"records that could not be read"`
	Added     string     `json:"added" doc:"when it was taken in"`
}

func listVersionOf(v *library.Version) listVersion {
	out := listVersion{
		ID: v.ID(), List: v.List, Title: v.Title, Publisher: v.Publisher, Date: v.Date, DateFrom: v.DateFrom, SHA256: v.SHA256, Format: string(v.Format),
		Mapping: v.Mapping, Files: []listFile{}, Entries: v.Entries, Records: v.Report.Records, Malformed: v.Report.Malformed, Added: stamp(v.Added),
	}
	for _, f := range v.Files {
		out.Files = append(out.Files, listFile{f.Name, f.Size, f.SHA256})
	}
	return out
}

type listCount struct {
	What  string `json:"what" doc:"why the records are no entry, or which file's rows went into entries"`
	Count int    `json:"count" doc:"how many"`
}

type listProblem struct {
	File string `json:"file" doc:"base name"`
	Line int    `json:"line" doc:"line on which the record begins"`
	Text string `json:"text" doc:"what is wrong"`
}

type listAnswer struct {
	listVersion
	Held     bool          `json:"held" doc:"true where the same bytes were held already"`
	TakenUp  int           `json:"taken_up" doc:"entries that a stopped load had written"`
	Others   []listCount   `json:"others" doc:"records that are no entry, by the reason"`
	Joined   []listCount   `json:"joined" doc:"rows that went into entries, by their file"`
	Notes    []string      `json:"notes" doc:"what is odd, one sentence each"`
	Problems []listProblem `json:"problems" doc:"records that could not be read, and what was odd about others"`
	More     int           `json:"more" doc:"problems that are not listed"`
	did      string
}

func listAnswerOf(v *library.Version, limit int) listAnswer {
	a := listAnswer{listVersion: listVersionOf(v), Others: []listCount{}, Joined: []listCount{}, Notes: append([]string{}, v.Report.Notes...), Problems: []listProblem{}, More: v.Report.More}
	for _, k := range slices.Sorted(maps.Keys(v.Report.Others)) {
		a.Others = append(a.Others, listCount{k, v.Report.Others[k]})
	}
	for _, k := range slices.Sorted(maps.Keys(v.Report.Joined)) {
		a.Joined = append(a.Joined, listCount{k, v.Report.Joined[k]})
	}
	for i, p := range v.Report.Problems {
		if i == limit {
			a.More += len(v.Report.Problems) - limit
			break
		}
		a.Problems = append(a.Problems, listProblem{p.File, p.Line, p.Text})
	}
	return a
}

func (a listAnswer) print(p *page) {
	if a.did != "" {
		p.line("%s %s.", a.did, a.Title+", as of "+a.Date)
		p.blank()
	}
	from := map[string]string{library.DateGiven: "given", library.DateSaid: "as the list says", library.DateFile: "when the file was last changed"}[a.DateFrom]
	p.pairs("  ", [][2]string{
		{"Version", a.List + "@" + a.Date + "  " + a.ID},
		{"Publisher", a.Publisher},
		{"Date", a.Date + " (" + from + ")"},
		{"Format", a.Format},
		{"Columns", a.Mapping},
		{"SHA-256", a.SHA256},
		{"Entries", strconv.Itoa(a.Entries)},
		{"Records", fmt.Sprintf("%d, of which %d could not be read", a.Records, a.Malformed)},
	}...)
	for _, c := range a.Others {
		p.line("    %d %s", c.Count, c.What)
	}
	for _, c := range a.Joined {
		p.line("    %d rows of %s joined to entries", c.Count, c.What)
	}
	for _, n := range a.Notes {
		p.line("  %s", n)
	}
	if a.TakenUp > 0 {
		p.line("  %d entries had been written by a load that was stopped.", a.TakenUp)
	}
	if len(a.Problems) > 0 {
		p.head("Could not be read")
		for _, b := range a.Problems {
			p.line("  %s:%d  %s", b.File, b.Line, b.Text)
		}
		if a.More > 0 {
			p.line("  … and %d more.", a.More)
		}
	}
}

func runListsAdd(ctx context.Context, k *call) (answer, error) {
	l, err := k.library()
	if err != nil {
		return nil, err
	}
	a := library.Adding{Paths: k.args, As: k.text("as"), Title: k.text("title"), Date: k.text("date"), Format: listfile.Format(k.text("format"))}
	if k.has("map") {
		if a.Mapping, err = listfile.ParseMapping(k.text("map")); err != nil {
			return nil, err
		}
	}
	tell, end := k.progress()
	if tell != nil {
		a.Progress = func(share float64, what string) { tell(int(share*100), 100, what) }
	}
	got, err := l.Add(ctx, a)
	end()
	if err != nil {
		return nil, err
	}
	out := listAnswerOf(got.Version, 20)
	out.Held, out.TakenUp, out.did = got.Held, got.TakenUp, "Took in"
	if got.Held {
		out.did = "Held already:"
	}
	return out, nil
}

type stoppedLoad struct {
	List    string `json:"list" doc:"short name of the list"`
	SHA256  string `json:"sha256" doc:"beginning of the hash"`
	Entries int    `json:"entries" doc:"entries written whole, 0 where reading had not come to its end"`
	Bytes   int64  `json:"bytes" doc:"bytes written"`
}

type listsAnswer struct {
	Versions []listVersion `json:"versions" doc:"by list, the newest version first"`
	Stopped  []stoppedLoad `json:"stopped" doc:"loads that were stopped; the same files given again go on from there"`
	Total    int           `json:"total" doc:"how many versions"`
	removed  bool
}

func (a listsAnswer) print(p *page) {
	if a.Total == 0 {
		if a.removed {
			p.line("Nothing was removed.")
		} else {
			p.line("No list is held; \"redthread lists add FILE\" takes one in.")
		}
	}
	list := ""
	for _, v := range a.Versions {
		if v.List != list {
			p.head("%s  %s", v.List, joined(v.Title, v.Publisher))
			list = v.List
		}
		bad := ""
		if v.Malformed > 0 {
			bad = fmt.Sprintf("%d could not be read", v.Malformed)
		}
		p.line("  %s", joined(v.Date, fmt.Sprintf("%d entries", v.Entries), v.Format, bad, v.ID))
	}
	if len(a.Stopped) > 0 {
		p.head("Stopped; the same file given again goes on from there")
		for _, s := range a.Stopped {
			p.line("  %s  %d bytes written  sha256 %s…", s.List, s.Bytes, s.SHA256)
		}
	}
}

func runListsList(_ context.Context, k *call) (answer, error) {
	l, err := k.library()
	if err != nil {
		return nil, err
	}
	a := listsAnswer{Versions: []listVersion{}, Stopped: []stoppedLoad{}, removed: k.has("removed")}
	read := l.Versions
	if a.removed {
		read = l.Removed
	}
	all, err := read()
	for _, v := range all {
		a.Versions = append(a.Versions, listVersionOf(v))
	}
	if !a.removed {
		for _, s := range l.Stopped() {
			a.Stopped = append(a.Stopped, stoppedLoad(s))
		}
	}
	a.Total = len(all)
	return a, err
}

// version picks the one version that the argument names; a day on which none
// is held is no answer here.
func (k *call) version() (*library.Library, *library.Version, error) {
	l, err := k.library()
	if err != nil {
		return nil, nil, err
	}
	p, err := l.Pick(k.args[0])
	if err != nil {
		return nil, nil, err
	}
	if !p.Exact {
		return nil, nil, refuse(store.ErrNotFound, "No version of %s of %s is held; the nearest one before it is of %s.", p.Title, p.Day, p.Date)
	}
	return l, p.Version, nil
}

func runListsShow(_ context.Context, k *call) (answer, error) {
	limit, err := k.limit()
	if err != nil {
		return nil, err
	}
	_, v, err := k.version()
	if err != nil {
		return nil, err
	}
	return listAnswerOf(v, limit), nil
}

func runListsRemove(_ context.Context, k *call) (answer, error) {
	l, v, err := k.version()
	if err != nil {
		return nil, err
	}
	if all, err := l.Versions(); err != nil {
		return nil, err
	} else if n := len(slices.DeleteFunc(all, func(o *library.Version) bool { return o.List != v.List })); n > 1 && strings.EqualFold(k.args[0], v.List) {
		return nil, refuse(store.ErrAmbiguous, "%s is held in %d versions; say which, as in %s@%s.", v.Title, n, v.List, v.Date)
	}
	a := listAnswerOf(v, 0)
	a.did = "Removed"
	a.Notes = append(a.Notes, fmt.Sprintf("It is kept aside; \"redthread lists restore %s\" puts it back.", v.ID()))
	return a, l.Remove(v)
}

func runListsRestore(_ context.Context, k *call) (answer, error) {
	l, err := k.library()
	if err != nil {
		return nil, err
	}
	all, err := l.Removed()
	if err != nil {
		return nil, err
	}
	want := k.args[0]
	fits := slices.DeleteFunc(all, func(v *library.Version) bool {
		return want != v.ID() && want != v.List && want != v.List+"@"+v.Date && want != v.List+"@"+v.ID()
	})
	switch len(fits) {
	case 0:
		return nil, refuse(store.ErrNotFound, "No removed version is called %q; \"redthread lists list --removed\" lists them.", want)
	case 1:
		a := listAnswerOf(fits[0], 0)
		a.did = "Put back"
		return a, l.Restore(fits[0])
	}
	return nil, refuse(store.ErrAmbiguous, "%d removed versions are called %q; name one by its id: %s.", len(fits), want, fits[0].ID())
}
