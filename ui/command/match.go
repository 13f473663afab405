package command

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"redthread/app/names"
	"redthread/app/names/index"
	"redthread/store"
)

func matchCommands() []command {
	return []command{
		{
			name: "match pairs", brief: "score pairs of names from the input", run: runMatchPairs, answer: scoresAnswer{},
			more: "Reads lines of two names with a tab between, and optionally a third field Person, Company or Vessel. Writes a score from 0 to 1 for each, in order. " +
				"This and the two commands below are for scripts that measure; screening a case is \"screen\".",
			examples: []string{"redthread match pairs < pairs.tsv > scores.txt"},
		},
		{
			name: "match records", brief: "score pairs of records from the input", run: runMatchRecords, answer: scoresAnswer{},
			more:     "Reads JSON lines {\"left\": entity, \"right\": entity} of FollowTheMoney and writes a score from 0 to 1 for each, in order.",
			examples: []string{"redthread match records < pairs.jsonl"},
		},
		{
			name: "match screen", args: []arg{{name: "LIST"}, {name: "QUERIES"}}, brief: "look names up in a list", run: runMatchScreen, answer: screenedAnswer{},
			more: "LIST has JSON lines with id, type, names, and optionally dob, country, ids; QUERIES is a TSV whose first line names the columns qid, type, name. " +
				"Writes a line for each query: its qid, a tab, and up to ten id:score, the likeliest first. Lines that begin with # tell seconds.",
			examples: []string{"redthread match screen list.jsonl queries.tsv"},
		},
	}
}

// matchChunk is how many lines are scored at a time.
const matchChunk = 1 << 14

// longestMatchLine bounds a line of the input.
const longestMatchLine = 1 << 22

// scoresAnswer is what lines of the input scored.
type scoresAnswer struct {
	Scores []float64 `json:"scores" doc:"from 0 to 1, one for each line, in order"`
}

func (a scoresAnswer) print(p *page) {
	for _, s := range a.Scores {
		p.line("%s", strconv.FormatFloat(s, 'f', 6, 64))
	}
}

// eachLine scores the lines of the input on all cores.
func eachLine(ctx context.Context, k *call, score func(line string) (float64, error)) (answer, error) {
	in := bufio.NewScanner(k.In)
	in.Buffer(make([]byte, 1<<16), longestMatchLine)
	a := scoresAnswer{Scores: []float64{}}
	var lines []string
	flush := func() error {
		scores, errs := make([]float64, len(lines)), make([]error, len(lines))
		var wait sync.WaitGroup
		workers := runtime.GOMAXPROCS(0)
		for w := range workers {
			wait.Add(1)
			go func() {
				defer wait.Done()
				for i := w * len(lines) / workers; i < (w+1)*len(lines)/workers && ctx.Err() == nil; i++ {
					scores[i], errs[i] = score(lines[i])
				}
			}()
		}
		wait.Wait()
		if err := ctx.Err(); err != nil {
			return err
		}
		for i, err := range errs {
			if err != nil {
				return refuse(store.ErrInvalid, "Line %d: %v.", len(a.Scores)+i+1, err)
			}
		}
		a.Scores = append(a.Scores, scores...)
		lines = lines[:0]
		return nil
	}
	for in.Scan() {
		if lines = append(lines, in.Text()); len(lines) == matchChunk {
			if err := flush(); err != nil {
				return nil, err
			}
		}
	}
	if err := in.Err(); err != nil {
		return nil, tooLong(err, len(a.Scores)+len(lines)+1)
	}
	if err := flush(); err != nil {
		return nil, err
	}
	return a, nil
}

func tooLong(err error, line int) error {
	if errors.Is(err, bufio.ErrTooLong) {
		return refuse(store.ErrInvalid, "Line %d is longer than %d MB; is this the right file?", line, longestMatchLine>>20)
	}
	return err
}

func runMatchPairs(ctx context.Context, k *call) (answer, error) {
	return eachLine(ctx, k, func(line string) (float64, error) {
		a, rest, ok := strings.Cut(line, "\t")
		if !ok {
			return 0, errors.New("two names with a tab between are wanted")
		}
		b, schema, _ := strings.Cut(rest, "\t")
		schema, _, _ = strings.Cut(schema, "\t")
		kind := names.KindOf(schema)
		return names.Score(names.Prepare(a, kind), names.Prepare(b, kind)), nil
	})
}

// ftm is an entity of FollowTheMoney.
type ftm struct {
	Schema     string                     `json:"schema"`
	Properties map[string]json.RawMessage `json:"properties"`
}

// record reads the entity's properties; values that are no texts are passed over.
func (e ftm) record() names.Record {
	all := make(map[string][]string, len(e.Properties))
	for key, raw := range e.Properties {
		var values []string
		if json.Unmarshal(raw, &values) == nil {
			all[key] = values
		}
	}
	return names.RecordOf(e.Schema, all)
}

func runMatchRecords(ctx context.Context, k *call) (answer, error) {
	return eachLine(ctx, k, func(line string) (float64, error) {
		var pair struct{ Left, Right *ftm }
		if err := json.Unmarshal([]byte(line), &pair); err != nil || pair.Left == nil || pair.Right == nil {
			return 0, errors.New(`a JSON object with "left" and "right" is wanted`)
		}
		return names.ScoreParties(names.PrepareRecord(pair.Left.record()), names.PrepareRecord(pair.Right.record())), nil
	})
}

// mostScreened is how many entries a query is answered with.
const mostScreened = 10

func runMatchScreen(ctx context.Context, k *call) (answer, error) {
	start := time.Now()
	list, err := os.Open(k.arg(0))
	if err != nil {
		return nil, unreadable(k.arg(0), err)
	}
	defer list.Close()
	x, err := index.Build(ctx, screenList(list, k.arg(0)), nil)
	if err != nil {
		return nil, err
	}
	loaded := time.Since(start)
	file, err := os.ReadFile(k.arg(1))
	if err != nil {
		return nil, unreadable(k.arg(1), err)
	}
	ids, parties, err := screenQueries(file, k.arg(1))
	if err != nil {
		return nil, err
	}
	start = time.Now()
	results := make([]screened, len(parties))
	err = x.FindAll(ctx, parties, mostScreened, func(n int, hits []index.Hit) {
		results[n] = screened{Query: ids[n], Candidates: make([]scored, len(hits))}
		for i, h := range hits {
			results[n].Candidates[i] = scored{x.ID(h.Number), h.Score}
		}
	})
	if err != nil {
		return nil, err
	}
	return screenedAnswer{Load: loaded.Seconds(), Search: time.Since(start).Seconds(), Results: results}, nil
}

type scored struct {
	ID    string  `json:"id" doc:"id of the entry in its list"`
	Score float64 `json:"score" doc:"from 0 to 1"`
}

type screened struct {
	Query      string   `json:"qid" doc:"the query's id"`
	Candidates []scored `json:"candidates" doc:"up to ten entries, the likeliest first"`
}

type screenedAnswer struct {
	Load    float64    `json:"load_s" doc:"seconds for reading the list and building its index"`
	Search  float64    `json:"query_s" doc:"seconds for all queries"`
	Results []screened `json:"results" doc:"one for each query, in order"`
}

func (a screenedAnswer) print(p *page) {
	p.line("#load_s=%.3f", a.Load)
	p.line("#query_s=%.3f", a.Search)
	for _, r := range a.Results {
		var b strings.Builder
		for i, c := range r.Candidates {
			if i > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, "%s:%.6f", c.ID, c.Score)
		}
		p.b.WriteString(harmless(r.Query) + "\t" + harmless(b.String()) + "\n") // a line would lose its tab
	}
}

func unreadable(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return refuse(store.ErrNotFound, "There is no file %s.", visibleName(path))
	}
	return err
}

// screenList reads the entries of a list of JSON lines.
func screenList(r io.Reader, path string) func(func(index.Entry, error) bool) {
	return func(yield func(index.Entry, error) bool) {
		s := bufio.NewScanner(r)
		s.Buffer(make([]byte, 1<<16), longestMatchLine)
		for n := 1; s.Scan(); n++ {
			if len(bytes.TrimSpace(s.Bytes())) == 0 {
				continue
			}
			var e struct {
				ID, Type     string
				Names        []string
				Dob, Country string
				IDs          map[string]json.RawMessage
			}
			if err := json.Unmarshal(s.Bytes(), &e); err != nil {
				yield(index.Entry{}, refuse(store.ErrInvalid, "Line %d of %s is no entry of a list.", n, visibleName(path)))
				return
			}
			r := names.Record{Schema: e.Type}
			for _, name := range e.Names {
				r.Names = append(r.Names, names.Alias{Text: name})
			}
			if e.Dob != "" {
				r.BirthDates = []string{e.Dob}
			}
			if e.Country != "" {
				r.Countries = []string{e.Country}
			}
			for kind, raw := range e.IDs {
				var v string
				if kind != "raw" && json.Unmarshal(raw, &v) == nil {
					r.IDs = append(r.IDs, names.ID{Kind: kind, Value: v})
				}
			}
			if !yield(index.Entry{ID: e.ID, Record: r}, nil) {
				return
			}
		}
		if err := s.Err(); err != nil {
			yield(index.Entry{}, err)
		}
	}
}

// screenQueries reads the questions of a TSV.
func screenQueries(file []byte, path string) (ids []string, parties []names.Party, err error) {
	lines := strings.Split(strings.TrimSuffix(string(file), "\n"), "\n")
	column := map[string]int{}
	for i, h := range strings.Split(strings.TrimSuffix(lines[0], "\r"), "\t") {
		column[h] = i
	}
	for _, want := range []string{"qid", "type", "name"} {
		if _, ok := column[want]; !ok {
			return nil, nil, refuse(store.ErrInvalid, "%s has no column %s in its first line.", visibleName(path), want)
		}
	}
	for i, line := range lines[1:] {
		cells := strings.Split(strings.TrimSuffix(line, "\r"), "\t")
		if len(cells) <= max(column["qid"], column["type"], column["name"]) {
			return nil, nil, refuse(store.ErrInvalid, "Line %d of %s has too few columns.", i+2, visibleName(path))
		}
		ids = append(ids, cells[column["qid"]])
		parties = append(parties, names.PrepareRecord(names.NameRecord(cells[column["name"]], cells[column["type"]])))
	}
	return ids, parties, nil
}
