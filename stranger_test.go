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

	"redthread/app"
	"redthread/app/capture"
	"redthread/app/sample"
)

// want is what testdata/stranger.sql, written from docs/case-file.md alone, prints of the sample case.
const want = `format | 3 | 52544844
title | Sakhalin labour contracts
sources | 15
grade | Report on North Korean labour in Russia (copy at HRWF) | B2 | The Wall Street Journal, 2 Aug 2018
owner | General Corporation for External Construction | Sakorenma Ltd. | one of its owners; the share is not given | Russian corporate documents | Report on North Korean labour in Russia (copy at HRWF) | note 32
pay | paid | ~100000 RUB/month
pay | declared | 16000..20000 RUB/month
count | approved | 1550 | DPRK workers approved for Zenco-39
count | approved | 91 | DPRK vegetable growers authorised for Yuzhny-Agrokombinat
count | permitted | >=700 | New work permits for DPRK nationals, 2018
count | registered | >10000 | DPRK workers newly registered in Russia since the ban
passage | 34 | 1
file | letter.eml | message/rfc822 | 1 | taken in | Researcher
file | letter.eml | message/rfc822 | 1 | exported | Researcher
reading | mail | utf-8 | 0 |  | A. Foreman <foreman@example.org> | 4
reading | mail | utf-8 | 0 |  | A. Foreman <foreman@example.org> | 4
text | 1 | – | From: A. Foreman <foreman@example.org> / To: B. Clerk <clerk@example.org> / Date: Thu, 02 Aug 2018 10:00:00 +0300 / Subject: Pay of the crew
text | 2 | – | Они получают «16 000» рублей в месяц.
text | 3 | list.txt | Attachment: list.txt (text/plain, 19 bytes)
text | 4 | list.txt | Crew: 700 workers.
cited | summary | 1 | 1
aside | 4 | 6 | 17
indexed | 1 | 0 | 0
chain | 14
withdrawn | 0
`

func TestStrangerReadsTheCase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sakhalin.rtcase")
	if err := sample.Create(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	takeInLetter(t, path)
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

const letter = `From: A. Foreman <foreman@example.org>
To: B. Clerk <clerk@example.org>
Subject: Pay of the crew
Date: Thu, 02 Aug 2018 10:00:00 +0300
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=x

--x
Content-Type: text/plain; charset=utf-8

Они получают «16 000» рублей в месяц.
--x
Content-Type: text/plain; charset=utf-8; name=list.txt
Content-Disposition: attachment; filename=list.txt

Crew: 700 workers.

--x--
`

// takeInLetter takes a mail into a case, reads it twice, cites it, sets a part
// of it aside and lets the original out.
func takeInLetter(t *testing.T, path string) {
	t.Helper()
	ctx, dir := t.Context(), t.TempDir()
	env, err := app.LoadEnv(filepath.Join(dir, "home"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := env.Open(ctx, path, false)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}()
	file := filepath.Join(dir, "letter.eml")
	if err := os.WriteFile(file, []byte(letter), 0o600); err != nil {
		t.Fatal(err)
	}
	o := capture.Options{Reader: capture.InProcess, How: "chosen"}
	taken, err := capture.TakeIn(ctx, c, []capture.Item{{Path: file}}, o, nil)
	if err != nil || len(taken) != 1 || taken[0].Outcome != capture.Taken {
		t.Fatalf("%+v, %v", taken, err)
	}
	source, evidence := taken[0].Source, taken[0].Evidence
	if _, err := capture.ReadAgain(ctx, c, source, evidence, o); err != nil {
		t.Fatal(err)
	}
	cite, err := app.Place(ctx, c, app.Cite{Source: source, Quote: "«16 000» рублей"})
	if err != nil {
		t.Fatal(err)
	}
	firm, err := app.AddEntity(ctx, c, "Company", "Harbour", "", nil, app.Cite{Source: source})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := app.AddFacts(ctx, c, firm, []app.Fact{{Property: "summary", Text: "It pays."}}, cite); err != nil {
		t.Fatal(err)
	}
	card, err := app.LoadSource(ctx, c, source)
	if err != nil {
		t.Fatal(err)
	}
	known, err := app.KnownNames(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	found, err := app.Findings(ctx, c, card, known)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if f.Passage == 4 && f.Waiting() {
			if err := app.SetAside(ctx, c, card, f); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := capture.Export(ctx, c, evidence.SHA256, filepath.Join(dir, "copy.eml")); err != nil {
		t.Fatal(err)
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
