package lists

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"redthread/app/screening/library"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/desk/desktest"
)

// The lists of the tests are made up; only the names of the sample case's own
// parties stand in them.
const (
	early = "id,schema,name,aliases,country,program\n101,Company,Korea General Corporation for External Construction,,kp,MADE-UP\n102,Company,Northern Lantern Trading,,kp,MADE-UP\n"
	later = "id,schema,name,aliases,country,program\n101,Company,Korea General Corporation for External Construction,Genco;Zenko,kp,MADE-UP\n103,Company,Mokran LLC,Mokran,ru,MADE-UP\n"
)

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func clock() time.Time { return time.Date(2026, 12, 1, 3, 0, 0, 0, time.UTC) }

func take(t *testing.T, d *desktest.Desk, text, day string) *library.Version {
	t.Helper()
	path := filepath.Join(t.TempDir(), "made-up.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := library.Open(d.Env().Data(), clock).Add(context.Background(), library.Adding{Paths: []string{path}, As: "made-up", Title: "Made-up list", Date: day})
	if err != nil {
		t.Fatal(err)
	}
	return got.Version
}

func opened(t *testing.T, d *desktest.Desk) *Screen {
	t.Helper()
	s := New(d)
	d.Show(s, desk.Route{Screen: desk.Lists})
	t.Cleanup(s.Close)
	return s
}
