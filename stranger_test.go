package main_test

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	_ "modernc.org/sqlite" // the plain driver: nothing of ours between the script and the file

	"redthread/app/sample"
)

// want is what testdata/stranger.sql, written from docs/case-file.md alone, prints of the sample case.
const want = `format | 2 | 52544844
title | Sakhalin labour contracts
sources | 14
grade | Report on North Korean labour in Russia (copy at HRWF) | B2 | The Wall Street Journal, 2 Aug 2018
owner | General Corporation for External Construction | Sakorenma Ltd. | one of its owners; the share is not given | Russian corporate documents | Report on North Korean labour in Russia (copy at HRWF) | note 32
pay | paid | ~100000 RUB/month
pay | declared | 16000..20000 RUB/month
count | approved | 1550 | DPRK workers approved for Zenco-39
count | approved | 91 | DPRK vegetable growers authorised for Yuzhny-Agrokombinat
count | permitted | >=700 | New work permits for DPRK nationals, 2018
count | registered | >10000 | DPRK workers newly registered in Russia since the ban
passage | 34 | 1
chain | 8
withdrawn | 0
`

func TestStrangerReadsTheCase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sakhalin.rtcase")
	if err := sample.Create(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile(filepath.Join("testdata", "stranger.sql"))
	if err != nil {
		t.Fatal(err)
	}
	if got := runPlain(t, path, string(script)); got != want {
		t.Errorf("through a plain driver:\n%s\nwant:\n%s", got, want)
	}
	if shell, err := exec.LookPath("sqlite3"); err == nil {
		cmd := exec.Command(shell, "-readonly", path)
		cmd.Stdin = bytes.NewReader(script)
		out, err := cmd.CombinedOutput()
		if err != nil || string(out) != want {
			t.Errorf("through sqlite3: %v\n%s\nwant:\n%s", err, out, want)
		}
	}
}

// runPlain runs the script's statements as the sqlite3 shell would print them.
func runPlain(t *testing.T, path, script string) string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var lines []string
	for _, l := range strings.Split(script, "\n") {
		if !strings.HasPrefix(l, ".") && !strings.HasPrefix(l, "--") {
			lines = append(lines, l)
		}
	}
	var out strings.Builder
	for _, text := range strings.Split(strings.Join(lines, "\n"), ";\n") {
		if strings.TrimSpace(text) == "" {
			continue
		}
		rows, err := db.Query(text)
		if err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		cols, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			vals := make([]any, len(cols))
			for i := range vals {
				vals[i] = new(any)
			}
			if err := rows.Scan(vals...); err != nil {
				t.Fatal(err)
			}
			for i, v := range vals {
				if i > 0 {
					out.WriteString(" | ")
				}
				fmt.Fprint(&out, *v.(*any))
			}
			out.WriteByte('\n')
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		_ = rows.Close()
	}
	return out.String()
}
