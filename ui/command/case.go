package command

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"redthread/app/sample"
	"redthread/store"
)

func caseCommands() []command {
	return []command{
		{
			name: "sample", args: []arg{argFile}, brief: "write the sample case", answer: sampleAnswer{}, run: runSample,
			flags: []flag{{name: "force", help: "put a fresh sample in place of the file, which is kept beside it"}},
			more: "The sample is the same file each time, byte for byte. With --force a file that differs from it is kept as NAME.old-1.rtcase, " +
				"or the next free number; one that does not differ is left as it is.",
			examples: []string{"redthread sample sakhalin.rtcase"},
		},
		{
			name: "new", args: []arg{argFile}, brief: "start a case", answer: newAnswer{}, run: runNew,
			flags:    []flag{{name: "title", value: "TITLE", need: true, help: "what the case is called"}},
			examples: []string{"redthread new harbour.rtcase --title \"The harbour contracts\""},
		},
		{
			name: "info", args: []arg{argCase}, brief: "say what a case holds: counts, title, version, who and when", answer: infoAnswer{}, run: runInfo,
		},
		{
			name: "verify", args: []arg{argCase}, brief: "check the file, the chain of its history and every byte of evidence", answer: verifyAnswer{}, run: runVerify,
			flags: []flag{{name: "head", value: "HASH", help: "a head that was printed or signed, twelve digits of it or more: it must be in this history"}},
			more:  "The chain alone shows damage; only against a head from elsewhere does it show forgery. The exit code is 1 where anything is wrong.",
		},
		{
			name: "copy", args: []arg{argCase, argFile}, brief: "write a clean copy of a case under a free name", answer: copyAnswer{}, run: runCopy,
			more: "The copy holds no leftovers of deleted rows. It can be made while another has the case open.",
		},
	}
}

// reading opens a case for reading and hands it to f.
func (k *call) reading(ctx context.Context, f func(c *store.Case) error) error {
	return k.with(ctx, true, f)
}

// writing opens a case for writing and hands it to f; a case that can only be
// read is refused with the reason.
func (k *call) writing(ctx context.Context, f func(c *store.Case) error) error {
	return k.with(ctx, false, func(c *store.Case) error {
		if only, why := c.ReadOnly(); only {
			return refuse(store.ErrReadOnly, "%s", why)
		}
		return f(c)
	})
}

func (k *call) with(ctx context.Context, readOnly bool, f func(c *store.Case) error) (err error) {
	env, err := k.env()
	if err != nil {
		return err
	}
	c, err := env.Open(ctx, k.args[0], readOnly)
	if err != nil {
		return err
	}
	defer func() {
		if e := c.Close(); err == nil && e != nil {
			err = e
		}
	}()
	return f(c)
}

// stamp is a time for JSON, "" for none.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// moment is a time for people.
func moment(rfc3339 string) string {
	t, err := time.Parse(time.RFC3339, rfc3339)
	if err != nil {
		return rfc3339
	}
	return t.Format("2006-01-02 15:04 MST")
}

type sampleAnswer struct {
	File    string `json:"file" doc:"base name of the case"`
	Written bool   `json:"written" doc:"false where the file already was the sample"`
	Kept    string `json:"kept" doc:"base name under which the file that stood there was kept"`
}

func (a sampleAnswer) print(p *page) {
	switch {
	case !a.Written:
		p.line("%s already is the sample case.", a.File)
	case a.Kept != "":
		p.line("Wrote the sample case to %s and kept the file that stood there as %s.", a.File, a.Kept)
	default:
		p.line("Wrote the sample case to %s.", a.File)
	}
}

func runSample(ctx context.Context, k *call) (answer, error) {
	path, err := filepath.Abs(k.args[0])
	if err != nil {
		return nil, fmt.Errorf("finding the folder of %s: %w", k.args[0], err)
	}
	a := sampleAnswer{File: filepath.Base(path), Written: true}
	switch info, err := os.Lstat(path); {
	case err != nil:
		return a, sample.Create(ctx, path)
	case !k.has("force"):
		return nil, refuse(store.ErrExists, "%s exists already; with --force it is kept beside a fresh sample.", a.File)
	case !info.Mode().IsRegular():
		return nil, refuse(store.ErrExists, "%s is not a file; choose another name.", a.File)
	}
	dir, err := os.MkdirTemp(filepath.Dir(path), ".sample-*")
	if err != nil {
		return nil, fmt.Errorf("making a folder for the fresh sample: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	fresh := filepath.Join(dir, a.File)
	if err := sample.Create(ctx, fresh); err != nil {
		return nil, err
	}
	same, err := sameBytes(fresh, path)
	if err != nil {
		return nil, err
	}
	if same {
		a.Written = false
		return a, nil
	}
	if err := k.notInUse(ctx, path); err != nil {
		return nil, err
	}
	kept := oldName(path)
	if err := os.Rename(path, kept); err != nil {
		return nil, fmt.Errorf("keeping %s: %w", a.File, err)
	}
	if err := os.Rename(fresh, path); err != nil {
		return nil, errors.Join(fmt.Errorf("putting the sample in place: %w", err), os.Rename(kept, path))
	}
	a.Kept = filepath.Base(kept)
	return a, nil
}

// notInUse refuses a case that another program holds: its log lies beside it
// and must not lose its file. What opens as no case at all can be moved.
func (k *call) notInUse(ctx context.Context, path string) error {
	env, err := k.env()
	if err != nil {
		return err
	}
	c, err := env.Open(ctx, path, false)
	if err != nil {
		return ctx.Err()
	}
	only, why := c.ReadOnly()
	if err := c.Close(); err != nil {
		return err
	}
	if only {
		return refuse(store.ErrReadOnly, "%s", why)
	}
	return nil
}

// oldName is the first free NAME.old-N.rtcase.
func oldName(path string) string {
	ext := filepath.Ext(path)
	if ext != ".rtcase" {
		ext = ""
	}
	for n := 1; ; n++ {
		name := strings.TrimSuffix(path, ext) + ".old-" + strconv.Itoa(n) + ".rtcase"
		if _, err := os.Lstat(name); err != nil {
			return name
		}
	}
}

func sameBytes(a, b string) (bool, error) {
	x, err := os.Stat(a)
	if err != nil {
		return false, fmt.Errorf("comparing: %w", err)
	}
	y, err := os.Stat(b)
	if err != nil {
		return false, fmt.Errorf("comparing: %w", err)
	}
	if x.Size() != y.Size() {
		return false, nil
	}
	// The sample is a few hundred kilobytes, and a file of another size never gets here.
	one, err := os.ReadFile(a)
	if err != nil {
		return false, fmt.Errorf("comparing: %w", err)
	}
	two, err := os.ReadFile(b)
	if err != nil {
		return false, fmt.Errorf("comparing: %w", err)
	}
	return bytes.Equal(one, two), nil
}

type newAnswer struct {
	File  string `json:"file" doc:"base name of the case"`
	Title string `json:"title" doc:"what the case is called"`
}

func (a newAnswer) print(p *page) { p.line("Started the case %q in %s.", a.Title, a.File) }

func runNew(ctx context.Context, k *call) (answer, error) {
	env, err := k.env()
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(filepath.Dir(k.args[0])); err != nil {
		return nil, refuse(store.ErrNotFound, "The folder of %s does not exist; make it first.", filepath.Base(k.args[0]))
	}
	c, err := env.Create(ctx, k.args[0], k.text("title"))
	if err != nil {
		return nil, err
	}
	a := newAnswer{File: filepath.Base(k.args[0]), Title: strings.TrimSpace(k.text("title"))}
	return a, c.Close()
}

type infoAnswer struct {
	File       string   `json:"file" doc:"base name of the case"`
	Title      string   `json:"title" doc:"what the case is called"`
	Question   string   `json:"question" doc:"what the case wants to find out"`
	Summary    string   `json:"summary" doc:"the case in a few words"`
	ID         string   `json:"full_id" doc:"id of the case"`
	Format     int      `json:"format" doc:"version of the file format"`
	Sources    int      `json:"sources" doc:"how many sources"`
	Entities   int      `json:"entities" doc:"how many entities, links too"`
	Statements int      `json:"statements" doc:"how many live statements"`
	Withdrawn  int      `json:"withdrawn" doc:"how many withdrawn statements"`
	Evidence   int      `json:"evidence" doc:"how many files kept as evidence"`
	Notes      int      `json:"notes" doc:"how many notes"`
	Tasks      int      `json:"tasks" doc:"how many open tasks"`
	Actions    int      `json:"actions" doc:"how many actions the history has"`
	Created    string   `json:"created" doc:"time of the first action"`
	Changed    string   `json:"changed" doc:"time of the last action"`
	LastAuthor string   `json:"last_author" doc:"who made the last action"`
	Head       []string `json:"head" doc:"hashes at the front of the history"`
}

func (a infoAnswer) print(p *page) {
	p.line("%s", a.Title)
	p.blank()
	p.pairs("", [][2]string{
		{"File", fmt.Sprintf("%s (format %d)", a.File, a.Format)},
		{"Question", a.Question},
		{"Summary", a.Summary},
		{"Sources", strconv.Itoa(a.Sources)},
		{"Entities", strconv.Itoa(a.Entities)},
		{"Statements", fmt.Sprintf("%d live, %d withdrawn", a.Statements, a.Withdrawn)},
		{"Evidence", strconv.Itoa(a.Evidence)},
		{"Notes", strconv.Itoa(a.Notes)},
		{"Open tasks", strconv.Itoa(a.Tasks)},
		{"Actions", strconv.Itoa(a.Actions)},
		{"Started", moment(a.Created)},
		{"Changed", strings.TrimSpace(moment(a.Changed) + after(" by ", a.LastAuthor))},
		{"Head", strings.Join(a.Head, " ")},
	}...)
}

func runInfo(ctx context.Context, k *call) (answer, error) {
	var a infoAnswer
	return &a, k.reading(ctx, func(c *store.Case) error {
		i, err := c.Info(ctx)
		if err != nil {
			return err
		}
		a = infoAnswer{
			File: filepath.Base(k.args[0]), Title: i.Title, Question: i.Question, Summary: i.Summary, ID: i.ID.String(), Format: i.Format,
			Sources: i.Sources, Entities: i.Entities, Statements: i.Statements, Withdrawn: i.Withdrawn, Evidence: i.Evidence,
			Notes: i.Notes, Tasks: i.Tasks, Actions: i.Actions, Created: stamp(i.Created), Changed: stamp(i.Changed),
			LastAuthor: i.LastAuthor, Head: []string{},
		}
		for _, h := range i.Head {
			a.Head = append(a.Head, h.String())
		}
		return nil
	})
}

type verifyAnswer struct {
	Sound    bool     `json:"sound" doc:"true where nothing is wrong"`
	Actions  int      `json:"actions" doc:"actions whose hash and contents were checked"`
	Rows     int      `json:"rows" doc:"rows that are as the history left them"`
	Evidence int      `json:"evidence" doc:"files of evidence whose bytes were hashed again"`
	Head     []string `json:"head" doc:"hashes at the front of the history"`
	Problems []string `json:"problems" doc:"one sentence each"`
	file     string
}

func (a verifyAnswer) print(p *page) {
	if a.Sound {
		p.line("%s is sound.", a.file)
	} else {
		p.line("%s is not sound:", a.file)
		for _, s := range a.Problems {
			p.line("  %s", flat(s))
		}
	}
	p.pairs("",
		[2]string{"Actions", strconv.Itoa(a.Actions)},
		[2]string{"Rows", strconv.Itoa(a.Rows)},
		[2]string{"Evidence", strconv.Itoa(a.Evidence)},
		[2]string{"Head", strings.Join(a.Head, " ")},
	)
}

func (a verifyAnswer) refusal() error {
	if a.Sound {
		return nil
	}
	return refuse(store.ErrDamaged, "%s did not pass the check (%d found); keep it as it is and go back to a copy.", a.file, len(a.Problems))
}

func runVerify(ctx context.Context, k *call) (answer, error) {
	a := verifyAnswer{file: filepath.Base(k.args[0]), Head: []string{}, Problems: []string{}}
	err := k.reading(ctx, func(c *store.Case) error {
		v, err := c.Verify(ctx, strings.ToLower(strings.TrimSpace(k.text("head"))), nil)
		if err != nil {
			return err
		}
		a.Sound, a.Actions, a.Rows, a.Evidence = v.Sound(), v.Actions, v.Rows, v.Evidence
		a.Head = append(a.Head, v.Head...)
		a.Problems = append(a.Problems, v.Problems...)
		return nil
	})
	return a, err
}

type copyAnswer struct {
	File string `json:"file" doc:"base name of the case"`
	Copy string `json:"copy" doc:"base name of the copy"`
}

func (a copyAnswer) print(p *page) { p.line("Copied %s to %s.", a.File, a.Copy) }

func runCopy(ctx context.Context, k *call) (answer, error) {
	a := copyAnswer{File: filepath.Base(k.args[0]), Copy: filepath.Base(k.args[1])}
	return a, k.reading(ctx, func(c *store.Case) error {
		if _, err := os.Stat(filepath.Dir(k.args[1])); err != nil {
			return refuse(store.ErrNotFound, "The folder of %s does not exist; make it first.", a.Copy)
		}
		if _, err := os.Lstat(k.args[1]); err == nil {
			return refuse(store.ErrExists, "%s exists already; choose another name.", a.Copy)
		}
		return c.SaveCopy(ctx, k.args[1])
	})
}
