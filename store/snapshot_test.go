package store

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestSnapshotsAreBounded(t *testing.T) {
	c := newCase(t)
	now := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	c.opts.Now = func() time.Time { now = now.Add(time.Minute); return now }
	for range MostSnapshots + 4 {
		firm(t, c, ID{}, "Mokran")
		if _, taken, err := c.TakeSnapshot(t.Context(), 0); err != nil || !taken {
			t.Fatal(taken, err)
		}
	}
	if _, taken, err := c.TakeSnapshot(t.Context(), 0); err != nil || taken {
		t.Error("a snapshot of what did not change was taken", err)
	}
	firm(t, c, ID{}, "Mokran")
	if _, taken, err := c.TakeSnapshot(t.Context(), time.Hour); err != nil || taken {
		t.Error("a snapshot was taken too soon", err)
	}
	all, err := Snapshots(c.Path())
	if err != nil || len(all) != MostSnapshots || !all[0].At.After(all[1].At) {
		t.Fatalf("%d snapshots; %v", len(all), err)
	}
	old, err := Open(t.Context(), all[0].Path, testOptions(5))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = old.Close() }()
	sound(t, old)
}

func TestACaseThatIsMovedAwayIsTold(t *testing.T) {
	c := newCase(t)
	firm(t, c, ID{}, "Mokran")
	if s := c.Displaced(); s != "" {
		t.Error(s)
	}
	away := c.Path() + ".away"
	if err := os.Rename(c.Path(), away); err != nil {
		t.Skip("this system does not let an open file be renamed")
	}
	if s := c.Displaced(); s == "" {
		t.Error("nobody says that the file is gone")
	}
	before := dump(t, c)
	if _, err := c.Update(t.Context(), "Add", func(tx *Tx) error { _, err := tx.AddEntity("Company"); return err }); err == nil {
		t.Error("a change was written to a file that is not there")
	}
	if dump(t, c) != before {
		t.Error("something was changed")
	}
	to := filepath.Join(t.TempDir(), "saved.rtcase")
	if err := c.SaveCopy(t.Context(), to); err != nil {
		t.Fatal(err)
	}
	saved, err := OpenOther(t.Context(), to, testOptions(5))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = saved.Close() }()
	if portable(t, saved) != portable(t, c) {
		t.Error("the saved copy holds other records")
	}
	if err := os.Rename(away, c.Path()); err != nil {
		t.Fatal(err)
	}
	if s := c.Displaced(); s != "" {
		t.Error(s)
	}
}
