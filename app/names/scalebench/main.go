// Command scalebench measures the index of names on large lists: entries recombined from the names of a real one.
//
//	scalebench build LIST N FILE        builds an index of N entries and stores it
//	scalebench ask FILE QUERIES N       opens it in a fresh process and asks N of the queries
//	scalebench ordinary LIST QUERIES    false alarms at the alert threshold, among entries that are no synthetic ones
//
// Each prints one line of figures as key=value.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"redthread/app/names"
	"redthread/app/names/index"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "scalebench:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 4 && args[0] == "build":
		n, err := strconv.Atoi(args[2])
		if err != nil {
			return err
		}
		return build(args[1], n, args[3])
	case len(args) == 4 && args[0] == "ask":
		n, err := strconv.Atoi(args[3])
		if err != nil {
			return err
		}
		return ask(args[1], args[2], n)
	case len(args) == 3 && args[0] == "ordinary":
		return ordinary(args[1], args[2])
	}
	return fmt.Errorf("write: scalebench build LIST N FILE, ask FILE QUERIES N, or ordinary LIST QUERIES")
}

type listed struct {
	ID, Type string
	Names    []string
}

func list(path string) ([]listed, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var all []listed
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<22)
	for s.Scan() {
		var e listed
		if err := json.Unmarshal(s.Bytes(), &e); err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	return all, s.Err()
}

func record(e listed) names.Record {
	r := names.Record{Schema: e.Type}
	for _, n := range e.Names {
		r.Names = append(r.Names, names.Alias{Text: n})
	}
	return r
}

// entries gives the list, then entries whose names are made of words of its names, until there are n.
func entries(all []listed, n int) func(func(index.Entry, error) bool) {
	return func(yield func(index.Entry, error) bool) {
		rng := rand.New(rand.NewPCG(1, 2))
		first, rest := map[string][]string{}, map[string][]string{}
		for _, e := range all {
			for _, name := range e.Names {
				w := strings.Fields(name)
				if len(w) > 1 {
					first[e.Type], rest[e.Type] = append(first[e.Type], w[0]), append(rest[e.Type], w[1:]...)
				}
			}
		}
		for i := range n {
			e := all[i%len(all)]
			if i >= len(all) {
				var made []string
				for _, name := range e.Names {
					w := []string{first[e.Type][rng.IntN(len(first[e.Type]))]}
					for range min(3, len(strings.Fields(name))-1) {
						w = append(w, rest[e.Type][rng.IntN(len(rest[e.Type]))])
					}
					made = append(made, strings.Join(w, " "))
				}
				e = listed{ID: "made-" + strconv.Itoa(i), Type: e.Type, Names: made}
			}
			if !yield(index.Entry{ID: e.ID, Record: record(e)}, nil) {
				return
			}
		}
	}
}

func build(path string, n int, out string) error {
	all, err := list(path)
	if err != nil {
		return err
	}
	start, cpu := time.Now(), cpuSeconds()
	x, err := index.Build(context.Background(), entries(all, n), nil)
	if err != nil {
		return err
	}
	built := time.Since(start)
	if err := x.Write(out); err != nil {
		return err
	}
	info, err := os.Stat(out)
	if err != nil {
		return err
	}
	fmt.Printf("entries=%d names=%d build_s=%.2f build_cpu_s=%.2f file_mb=%d peak_mb=%d\n", x.Len(), x.Names(), built.Seconds(), cpuSeconds()-cpu, info.Size()>>20, peak())
	return nil
}

type question struct {
	party   names.Party
	targets map[string]bool
}

func questions(path string) ([]question, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var out []question
	for i, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
		c := strings.Split(line, "\t")
		if i == 0 || len(c) < 5 {
			continue
		}
		q := question{party: names.PrepareRecord(names.NameRecord(c[2], c[1])), targets: map[string]bool{}}
		for _, t := range strings.Split(c[3], ",") {
			if t != "" {
				q.targets[t] = true
			}
		}
		out = append(out, q)
	}
	return out, nil
}

func ask(file, path string, n int) error {
	start := time.Now()
	x, err := index.Open(file)
	if err != nil {
		return err
	}
	defer x.Close()
	loaded := time.Since(start)
	all, err := questions(path)
	if err != nil {
		return err
	}
	var qs []question
	var parties []names.Party
	for _, q := range all {
		if len(q.targets) > 0 && len(qs) < n {
			qs, parties = append(qs, q), append(parties, q.party)
		}
	}
	var right atomic.Int64
	start, cpu := time.Now(), cpuSeconds()
	err = x.FindAll(context.Background(), parties, 10, func(i int, hits []index.Hit) {
		if len(hits) > 0 && qs[i].targets[x.ID(hits[0].Number)] {
			right.Add(1)
		}
	})
	if err != nil {
		return err
	}
	took := time.Since(start)
	fmt.Printf("entries=%d load_s=%.2f queries=%d query_s=%.2f query_cpu_s=%.2f per_s=%.0f hit1=%.3f peak_mb=%d\n", x.Len(), loaded.Seconds(), len(qs), took.Seconds(), cpuSeconds()-cpu,
		float64(len(qs))/took.Seconds(), float64(right.Load())/float64(len(qs)), peak())
	return nil
}

func ordinary(path, queries string) error {
	all, err := list(path)
	if err != nil {
		return err
	}
	var real []index.Entry
	for _, e := range all {
		if !strings.HasPrefix(e.ID, "syn-") {
			real = append(real, index.Entry{ID: e.ID, Record: record(e)})
		}
	}
	x, err := index.Of(context.Background(), real)
	if err != nil {
		return err
	}
	qs, err := questions(queries)
	if err != nil {
		return err
	}
	n, alarms := 0, 0
	for _, q := range qs {
		if len(q.targets) > 0 {
			continue
		}
		n++
		if h := x.Find(q.party, 1); len(h) > 0 && h[0].Score >= names.Alert {
			alarms++
		}
	}
	fmt.Printf("entries=%d ordinary=%d threshold=%.2f alarms=%d share=%.4f\n", x.Len(), n, names.Alert, alarms, float64(alarms)/float64(n))
	return nil
}

// peak is the most memory that was resident, in megabytes, where the system tells.
func peak() int {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int(m.Sys >> 20)
	}
	for _, line := range strings.Split(string(text), "\n") {
		if f := strings.Fields(line); len(f) > 1 && f[0] == "VmHWM:" {
			kb, _ := strconv.Atoi(f[1])
			return kb >> 10
		}
	}
	return 0
}
