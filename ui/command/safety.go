package command

import (
	"context"
	"os"
	"path/filepath"
	"strconv"

	"redthread/app/sharing"
	"redthread/store"
)

func safetyCommands() []command {
	return []command{
		{
			name: "recover", args: []arg{{name: "DAMAGED"}, {name: "NEW"}}, brief: "save what can be read of a damaged case into a new one", answer: recoverAnswer{}, run: runRecover,
			more: "The damaged file is only read. Rows whose action is lost stand under the action of the recovery; half an original would pass for the whole, so a file of evidence of which bytes are missing is left out. " +
				"Look for a snapshot first: \"redthread snapshots CASE\".",
		},
		{
			name: "snapshots", args: []arg{argCase}, brief: "list the snapshots beside a case, or take one", answer: snapshotsAnswer{}, run: runSnapshots,
			flags: []flag{{name: "take", help: "take one now"}},
			more:  "A snapshot is a whole case of its own, to be opened or copied like any other. The newest eight are kept, two gigabytes of them at most, in the folder NAME.snapshots.",
		},
	}
}

type recoverAnswer struct {
	File    string   `json:"file" doc:"base name of the damaged file"`
	New     string   `json:"new" doc:"base name of the new case"`
	Saved   []string `json:"saved" doc:"what was saved, one line each"`
	Pages   int      `json:"lost_pages" doc:"pages that could not be read at all"`
	Rows    int      `json:"lost_rows" doc:"rows that lacked what they refer to, or said something else than their id"`
	Actions int      `json:"lost_actions" doc:"actions of the history that do not hold together"`
	Orphans int      `json:"orphans" doc:"times that author and time went with a lost action"`
	Files   int      `json:"lost_files" doc:"files of evidence left out because bytes are missing or changed"`
}

func (a recoverAnswer) print(p *page) {
	p.line("Saved from %s into %s:", a.File, a.New)
	for _, l := range a.Saved {
		p.line("  %s", flat(l))
	}
	lost := [][2]string{}
	for _, l := range []struct {
		n    int
		what string
	}{
		{a.Pages, "pages that could not be read"},
		{a.Rows, "rows that refer to something lost"},
		{a.Actions, "actions of the history that do not hold together"},
		{a.Orphans, "times that author and time went with their action"},
		{a.Files, "files of evidence of which bytes are missing or changed"},
	} {
		if l.n > 0 {
			lost = append(lost, [2]string{l.what, strconv.Itoa(l.n)})
		}
	}
	if len(lost) == 0 {
		p.line("Nothing is missing that the file still knew of.")
		return
	}
	p.head("Lost")
	p.pairs("  ", lost...)
}

func runRecover(ctx context.Context, k *call) (answer, error) {
	env, err := k.env()
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(filepath.Dir(k.args[1])); err != nil {
		return nil, refuse(store.ErrNotFound, "The folder of %s does not exist; make it first.", filepath.Base(k.args[1]))
	}
	if _, err := os.Lstat(k.args[1]); err == nil {
		return nil, refuse(store.ErrExists, "%s exists already; choose another name.", filepath.Base(k.args[1]))
	}
	c, found, err := store.Recover(ctx, k.args[0], k.args[1], env.StoreOptions())
	if err != nil {
		return nil, err
	}
	a := recoverAnswer{
		File: filepath.Base(k.args[0]), New: filepath.Base(k.args[1]), Saved: sharing.Words(found.Joined),
		Pages: found.LostPages, Rows: found.LostRows, Actions: found.LostActions, Orphans: found.Orphans, Files: found.Damaged,
	}
	return a, c.Close()
}

type snapshot struct {
	File string `json:"file" doc:"base name of the snapshot"`
	At   string `json:"at" doc:"when it was taken"`
	Size int64  `json:"bytes" doc:"its size"`
}

type snapshotsAnswer struct {
	Folder    string     `json:"folder" doc:"base name of the folder they lie in"`
	Taken     bool       `json:"taken" doc:"true where one was taken now"`
	Snapshots []snapshot `json:"snapshots" doc:"newest first"`
}

func (a snapshotsAnswer) print(p *page) {
	if a.Taken {
		p.line("Took a snapshot.")
	}
	if len(a.Snapshots) == 0 {
		p.line("There is no snapshot of this case yet.")
		return
	}
	var rows [][]string
	for _, s := range a.Snapshots {
		rows = append(rows, []string{moment(s.At), a.Folder + "/" + s.File, strconv.FormatInt(s.Size, 10)})
	}
	p.table("", []string{"When", "File", "Bytes"}, rows)
}

func runSnapshots(ctx context.Context, k *call) (answer, error) {
	a := snapshotsAnswer{Folder: filepath.Base(store.SnapshotFolder(k.args[0])), Snapshots: []snapshot{}}
	if err := k.reading(ctx, func(c *store.Case) (err error) {
		if k.has("take") {
			_, a.Taken, err = c.TakeSnapshot(ctx, 0)
		}
		return err
	}); err != nil {
		return nil, err
	}
	all, err := store.Snapshots(k.args[0])
	if err != nil {
		return nil, err
	}
	for _, s := range all {
		a.Snapshots = append(a.Snapshots, snapshot{File: filepath.Base(s.Path), At: stamp(s.At), Size: s.Size})
	}
	return a, nil
}
