package library

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"redthread/app/screening/listfile"
	"redthread/store"
)

// Adding says what is taken in and how it is called.
type Adding struct {
	Paths    []string        // the main file first; what belongs to it and lies beside it is found
	As       string          // short name of the list; "": by its format
	Title    string          // "": by its format
	Date     string          // day of the version; "": as the list says, else as the file was last changed
	Format   listfile.Format // "": found by what stands in the file
	Mapping  *listfile.Mapping
	Progress func(share float64, what string)
}

// Added is what came of it.
type Added struct {
	*Version
	Held    bool // the same bytes were held already
	TakenUp int  // entries that a stopped load had written
}

var listName = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,60}$`)

// Add takes a list in. When ctx ends, what was written stays, and the same
// files given again go on from there.
func (l *Library) Add(ctx context.Context, a Adding) (Added, error) {
	progress := a.Progress
	if progress == nil {
		progress = func(float64, string) {}
	}
	files, format, err := sources(&a)
	if err != nil {
		return Added{}, err
	}
	key, title, publisher := format.List(files[0].Name)
	if a.As != "" {
		if key = strings.ToLower(a.As); !listName.MatchString(key) || key == kindPart || key == kindGone {
			return Added{}, store.Sentence(store.ErrInvalid, "%q cannot name a list; use letters, digits, dots and dashes.", a.As)
		}
		if title == "List" || title == "List of names" || format == listfile.FormatMapped || format == listfile.FormatBareNames {
			title = a.As
		}
	}
	if a.Title != "" {
		title = a.Title
	}
	if a.Date != "" {
		if _, err := time.Parse(time.DateOnly, a.Date); err != nil {
			return Added{}, store.Sentence(store.ErrInvalid, "%q is no day; write it as 2018-08-02.", a.Date)
		}
	}
	v := &Version{List: key, Title: title, Publisher: publisher, Date: a.Date, DateFrom: DateGiven, Format: format, Added: l.now().UTC()}
	if a.Mapping != nil {
		v.Mapping = a.Mapping.String()
	}
	progress(0, "Hashing "+files[0].Name)
	if err := v.hash(ctx, files); err != nil {
		return Added{}, err
	}
	if held, err := l.holds(v); err != nil || held != nil {
		return Added{Version: held, Held: held != nil}, err
	}
	part := l.folder(kindPart, key+"-"+v.SHA256[:16])
	if err := os.MkdirAll(part, 0o700); err != nil {
		return Added{}, fmt.Errorf("making the folder of the list: %w", err)
	}
	lock := flock.New(part + ".lock")
	if ok, err := lock.TryLock(); err != nil || !ok {
		return Added{}, store.Sentence(store.ErrExists, "This list is being taken in already; wait for that to end.")
	}
	defer func() { _ = lock.Unlock(); _ = os.Remove(part + ".lock") }()
	taken, err := v.load(ctx, part, files, &a, progress)
	if err != nil {
		if ctx.Err() == nil && !kept(err) {
			_ = os.RemoveAll(part) // nothing of it can be used
		}
		return Added{}, err
	}
	v.settleDate(a.Paths[0])
	v.dir = part
	if err := v.save(); err != nil {
		return Added{}, err
	}
	to := l.folder(key, v.ID())
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return Added{}, fmt.Errorf("making the folder of the list: %w", err)
	}
	if err := os.Rename(part, to); err != nil {
		return Added{}, fmt.Errorf("putting the list in its place: %w", err)
	}
	v.dir = to
	return Added{Version: v, TakenUp: taken}, nil
}

// kept tells whether a failed load is worth going on with: the disk was full,
// not the file at fault.
func kept(err error) bool {
	return !errors.Is(err, store.ErrDamaged) && !errors.Is(err, store.ErrInvalid)
}

func sources(a *Adding) (files []listfile.File, format listfile.Format, err error) {
	if len(a.Paths) == 0 {
		return nil, "", store.Sentence(store.ErrInvalid, "Name the file of the list.")
	}
	for _, p := range a.Paths {
		f, err := listfile.Path(p)
		if err != nil {
			return nil, "", err
		}
		files = append(files, f)
	}
	format = a.Format
	switch {
	case format == "" && a.Mapping != nil:
		format = listfile.FormatMapped
	case format == "":
		if format, err = listfile.Detect(files[0]); err != nil {
			return nil, "", err
		}
	case !format.Known():
		return nil, "", store.Sentence(store.ErrInvalid, "%q is no format of a list; use one of %s.", format, strings.Join(listfile.FormatNames(), ", "))
	}
	if len(a.Paths) == 1 {
		for _, p := range listfile.Beside(a.Paths[0], format) {
			f, err := listfile.Path(p)
			if err != nil {
				return nil, "", err
			}
			files = append(files, f)
		}
	}
	return files, format, nil
}

// hash takes the hash of each file, and of all together.
func (v *Version) hash(ctx context.Context, files []listfile.File) error {
	all := sha256.New()
	for _, f := range files {
		in, err := f.Open()
		if err != nil {
			return fmt.Errorf("opening %s: %w", f.Name, err)
		}
		h := sha256.New()
		n, err := io.Copy(h, reader{ctx, in})
		_ = in.Close()
		if err != nil {
			return fmt.Errorf("reading %s: %w", f.Name, err)
		}
		sum := hex.EncodeToString(h.Sum(nil))
		v.Files = append(v.Files, FileInfo{f.Name, n, sum})
		v.SHA256 = sum
		_, _ = fmt.Fprintf(all, "%s %s\n", sum, strings.ToLower(f.Name))
	}
	if len(files) > 1 {
		v.SHA256 = hex.EncodeToString(all.Sum(nil))
	}
	if v.Mapping != "" {
		// The same table read in another way says other things.
		sum := sha256.Sum256([]byte(v.SHA256 + "\n" + v.Mapping))
		v.SHA256 = hex.EncodeToString(sum[:])
	}
	return nil
}

type reader struct {
	ctx context.Context
	in  io.Reader
}

func (r reader) Read(b []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.in.Read(b)
}

// holds gives the version of the same list with the same bytes, if there is one.
func (l *Library) holds(v *Version) (*Version, error) {
	all, err := l.Versions()
	for _, old := range all {
		if old.List == v.List && old.SHA256 == v.SHA256 && (v.Date == "" || v.Date == old.Date) {
			return old, nil
		}
	}
	return nil, err
}

// settleDate fills in the day where nobody gave one.
func (v *Version) settleDate(path string) {
	if v.Date != "" {
		return
	}
	if _, err := time.Parse(time.DateOnly, v.Report.Date); err == nil {
		v.Date, v.DateFrom = v.Report.Date, DateSaid
		return
	}
	v.Date, v.DateFrom = v.Added.Format(time.DateOnly), DateFile
	if info, err := os.Stat(path); err == nil {
		v.Date = info.ModTime().UTC().Format(time.DateOnly)
	}
}

func (v *Version) save() error {
	b, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return err
	}
	name := filepath.Join(v.dir, nameInfo)
	if err := os.WriteFile(name+".part", append(b, '\n'), 0o600); err != nil {
		return fmt.Errorf("writing the description of the list: %w", err)
	}
	return os.Rename(name+".part", name)
}

// shareRead is how much of the work reading is; the rest is the index.
const shareRead = 0.4

// load writes the entries and makes the index in the folder of a load.
func (v *Version) load(ctx context.Context, dir string, files []listfile.File, a *Adding, progress func(float64, string)) (taken int, err error) {
	rows := filepath.Join(dir, nameRows)
	report := filepath.Join(dir, "report.json")
	if e, err := openEntries(rows); err == nil {
		// Reading had come to its end; what it said is kept beside.
		b, err := os.ReadFile(report)
		if err == nil && json.Unmarshal(b, &v.Report) == nil && e.Len() > 0 {
			v.Entries = e.Len()
			_ = e.Close()
			return v.Entries, v.makeIndex(ctx, dir, progress)
		}
		_ = e.Close()
		_ = os.Remove(rows)
	}
	w, taken, err := newWriter(rows)
	if err != nil {
		return 0, err
	}
	n := 0
	times := map[uint64]int{}
	var again []listfile.Problem
	more := 0
	o := listfile.Options{Format: v.Format, Mapping: a.Mapping, Progress: func(share float64) {
		progress(share*shareRead, fmt.Sprintf("Reading %s: %d entries", files[0].Name, n))
	}}
	v.Report, err = listfile.Read(ctx, files, o, func(e *listfile.Entry) error {
		h := fnv64(fnvStart, e.ID)
		if times[h]++; times[h] > 1 {
			if len(again) < 100 {
				again = append(again, listfile.Problem{File: files[0].Name, Line: e.Line, Text: fmt.Sprintf("the number %s stands there again; the entry is kept as %s#%d", e.ID, e.ID, times[h])})
			} else {
				more++
			}
			e.ID = fmt.Sprintf("%s#%d", e.ID, times[h])
		}
		if n++; n <= taken {
			return nil // a stopped load wrote it
		}
		return w.add(e)
	})
	if err != nil {
		w.stop()
		return taken, err
	}
	v.Report.Problems, v.Report.More = append(v.Report.Problems, again...), v.Report.More+more
	v.Entries = n
	if n == 0 {
		w.stop()
		return 0, store.Sentence(store.ErrInvalid, "%s holds no entry that can be read; the first problem is on line %d: %s.", files[0].Name, v.Report.Problems[0].Line, v.Report.Problems[0].Text)
	}
	b, err := json.Marshal(v.Report)
	if err == nil {
		err = os.WriteFile(report, b, 0o600)
	}
	if err != nil {
		w.stop()
		return taken, fmt.Errorf("writing what the reading said: %w", err)
	}
	if err := w.close(); err != nil {
		return taken, err
	}
	return taken, v.makeIndex(ctx, dir, progress)
}

func (v *Version) makeIndex(ctx context.Context, dir string, progress func(float64, string)) error {
	e, err := openEntries(filepath.Join(dir, nameRows))
	if err != nil {
		return err
	}
	defer func() { _ = e.Close() }()
	x, err := indexed(ctx, dir, e, func(share float64, what string) { progress(shareRead+share*(1-shareRead), what) })
	if err != nil {
		return err
	}
	return x.Close()
}

// Stopped is a load that was stopped.
type Stopped struct {
	List    string
	SHA256  string // the beginning of it
	Entries int    // written so far
	Bytes   int64
}

// Stopped lists the loads that can be taken up again.
func (l *Library) Stopped() []Stopped {
	dirs, err := os.ReadDir(l.folder(kindPart))
	if err != nil {
		return nil
	}
	var all []Stopped
	for _, d := range dirs {
		i := strings.LastIndexByte(d.Name(), '-')
		if !d.IsDir() || i < 0 {
			continue
		}
		s := Stopped{List: d.Name()[:i], SHA256: d.Name()[i+1:]}
		path := filepath.Join(l.folder(kindPart), d.Name(), nameRows)
		if info, err := os.Stat(path); err == nil {
			s.Bytes = info.Size()
		}
		if e, err := openEntries(path); err == nil {
			s.Entries = e.Len()
			_ = e.Close()
		}
		all = append(all, s)
	}
	return all
}

// Discard throws away what stopped loads have written.
func (l *Library) Discard() error { return os.RemoveAll(l.folder(kindPart)) }
