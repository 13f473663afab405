// Package job runs long work beside the window: each job has a title, a
// progress, a way to cancel it and a result. A panic in a job becomes its
// error; the case stays open.
package job

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
)

// State is a job as it stands, a copy that nobody changes.
type State struct {
	ID    int
	Title string
	What  string  // the step at hand
	Share float64 // 0 to 1; below 0: not known
	Done  bool
	Err   error // after Done; context.Canceled when it was cancelled
}

// Board holds the jobs that run. The zero Board is ready.
type Board struct {
	mu    sync.Mutex
	next  int
	jobs  map[int]*running
	watch []func(State)
	wait  sync.WaitGroup
}

type running struct {
	state  State
	cancel context.CancelFunc
}

// Watch calls f on every change of a job, from the job's own goroutine.
func (b *Board) Watch(f func(State)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.watch = append(b.watch, f)
}

// Start runs work on a goroutine of its own. progress may be called as often
// as the work likes; what is told is thinned to whole per cents.
func (b *Board) Start(title string, work func(ctx context.Context, progress func(share float64, what string)) error, done func(error)) (id int) {
	ctx, cancel := context.WithCancel(context.Background())
	b.mu.Lock()
	b.next++
	id = b.next
	if b.jobs == nil {
		b.jobs = map[int]*running{}
	}
	r := &running{state: State{ID: id, Title: title, Share: -1}, cancel: cancel}
	b.jobs[id] = r
	b.mu.Unlock()
	b.tell(r.state)
	b.wait.Add(1)
	go func() {
		defer b.wait.Done()
		defer cancel()
		err := guarded(ctx, work, func(share float64, what string) { b.progress(id, share, what) })
		b.mu.Lock()
		r.state.Done, r.state.Err = true, err
		last := r.state
		delete(b.jobs, id)
		b.mu.Unlock()
		b.tell(last)
		if done != nil {
			done(err)
		}
	}()
	return id
}

// guarded turns a panic into an error. Only the stack is logged, never what
// the work was about: logs hold no case content.
func guarded(ctx context.Context, work func(context.Context, func(float64, string)) error, progress func(float64, string)) (err error) {
	defer func() {
		if p := recover(); p != nil {
			slog.Error("a job stopped unexpectedly", "stack", string(debug.Stack()))
			err = fmt.Errorf("this work stopped because of a mistake in the program; nothing of it was saved: %v", p)
		}
	}()
	return work(ctx, progress)
}

func (b *Board) progress(id int, share float64, what string) {
	b.mu.Lock()
	r, ok := b.jobs[id]
	if !ok || int(r.state.Share*100) == int(share*100) && r.state.What == what {
		b.mu.Unlock()
		return
	}
	r.state.Share, r.state.What = share, what
	s := r.state
	b.mu.Unlock()
	b.tell(s)
}

func (b *Board) tell(s State) {
	b.mu.Lock()
	watch := append([]func(State){}, b.watch...)
	b.mu.Unlock()
	for _, f := range watch {
		f(s)
	}
}

// Running lists the jobs that are not done, oldest first.
func (b *Board) Running() []State {
	b.mu.Lock()
	defer b.mu.Unlock()
	var all []State
	for id := 1; id <= b.next; id++ {
		if r, ok := b.jobs[id]; ok {
			all = append(all, r.state)
		}
	}
	return all
}

// Cancel asks a job to stop.
func (b *Board) Cancel(id int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if r, ok := b.jobs[id]; ok {
		r.cancel()
	}
}

// Close cancels every job and waits for them.
func (b *Board) Close() {
	b.mu.Lock()
	for _, r := range b.jobs {
		r.cancel()
	}
	b.mu.Unlock()
	b.wait.Wait()
}

// Cancelled tells whether an error means that a person stopped the work.
func Cancelled(err error) bool { return errors.Is(err, context.Canceled) }
