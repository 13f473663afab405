package job

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
)

func TestJobs(t *testing.T) {
	failed := errors.New("no")
	for name, tc := range map[string]struct {
		work func(context.Context, func(float64, string)) error
		want func(error) bool
	}{
		"done":   {func(_ context.Context, p func(float64, string)) error { p(0.5, "half"); return nil }, func(err error) bool { return err == nil }},
		"failed": {func(context.Context, func(float64, string)) error { return failed }, func(err error) bool { return errors.Is(err, failed) }},
		"panic":  {func(context.Context, func(float64, string)) error { panic("slip") }, func(err error) bool { return err != nil && strings.Contains(err.Error(), "slip") }},
	} {
		t.Run(name, func(t *testing.T) {
			var b Board
			var mu sync.Mutex
			var seen []State
			b.Watch(func(s State) { mu.Lock(); seen = append(seen, s); mu.Unlock() })
			got := make(chan error, 1)
			b.Start(name, tc.work, func(err error) { got <- err })
			if err := <-got; !tc.want(err) {
				t.Fatalf("%v", err)
			}
			b.Close()
			if last := seen[len(seen)-1]; !last.Done || last.Title != name || len(b.Running()) != 0 {
				t.Fatalf("%+v", seen)
			}
		})
	}
}

func TestCancel(t *testing.T) {
	var b Board
	started, got := make(chan struct{}), make(chan error, 1)
	id := b.Start("long", func(ctx context.Context, _ func(float64, string)) error {
		close(started)
		<-ctx.Done()
		return ctx.Err()
	}, func(err error) { got <- err })
	<-started
	b.Cancel(id)
	if err := <-got; !Cancelled(err) {
		t.Fatal(err)
	}
}
