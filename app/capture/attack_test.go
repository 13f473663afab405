//go:build attack

package capture

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"

	"context"

	"redthread/app/capture/bounded"
	"redthread/app/capture/document"
	"redthread/store"
)

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "read-worker" {
		if err := bounded.Serve(os.Stdin, os.Stdout); err != nil {
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func TestAttack(t *testing.T) {
	exe, _ := os.Executable()
	pool := bounded.NewPool(runtime.NumCPU(), exe, "read-worker")
	defer pool.Close()
	list, _ := os.ReadFile(os.Getenv("ATTACK"))
	var items []Item
	for _, l := range strings.Split(strings.TrimSuffix(string(list), "\x00"), "\x00") {
		items = append(items, Item{Path: l})
	}
	stop := make(chan struct{})
	var peak int64
	var pm sync.Mutex
	go func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(20 * time.Millisecond):
			}
			all, _ := filepath.Glob("/proc/[0-9]*/status")
			for _, s := range all {
				b, _ := os.ReadFile(s)
				if strings.Contains(string(b), fmt.Sprintf("PPid:\t%d\n", os.Getpid())) {
					if i := strings.Index(string(b), "VmHWM:"); i >= 0 {
						var kb int64
						fmt.Sscan(string(b[i+6:]), &kb)
						pm.Lock()
						peak = max(peak, kb)
						pm.Unlock()
					}
				}
			}
		}
	}()
	var mu sync.Mutex
	type slow struct {
		d time.Duration
		n string
	}
	var times []slow
	reader := func(ctx context.Context, q bounded.Request) (document.Document, error) {
		at := time.Now()
		d, err := pool.Read(ctx, q)
		mu.Lock()
		times = append(times, slow{time.Since(at), q.Path})
		if err != nil {
			fmt.Printf("ERR %s: %v\n", q.Path, err)
		}
		mu.Unlock()
		return d, err
	}
	now := time.Now()
	c, err := store.Create(t.Context(), filepath.Join(t.TempDir(), "a.rtcase"), store.Options{Now: time.Now, Author: "T", Replica: store.ID{1}, StateDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	all, err := TakeIn(t.Context(), c, items, Options{Reader: reader, How: "named"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("took", time.Since(now), "items", len(items))
	close(stop)
	out, says := map[Outcome]int{}, map[string]int{}
	n := 0
	for _, r := range all {
		out[r.Outcome]++
		n += r.Passages
		if r.Err != nil {
			says["ERR "+strings.ReplaceAll(r.Err.Error(), r.Name, "NAME")]++
		}
		for _, s := range r.Notes {
			if len(s) > 90 {
				s = s[:90]
			}
			says[s]++
		}
	}
	fmt.Println(out, "passages", n, "peak child kB", peak)
	var keys []string
	for k := range says {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool { return says[keys[i]] > says[keys[j]] })
	for i, k := range keys {
		if i < 40 {
			fmt.Println(says[k], k)
		}
	}
	sort.Slice(times, func(i, j int) bool { return times[i].d > times[j].d })
	for _, s := range times[:min(15, len(times))] {
		fmt.Println("SLOW", s.d, s.n)
	}
	now = time.Now()
	v, err := c.Verify(t.Context(), "", nil)
	fmt.Println("verify", time.Since(now), v.Sound(), v.Evidence, v.Problems, err)
	if !v.Sound() {
		t.Fail()
	}
}
