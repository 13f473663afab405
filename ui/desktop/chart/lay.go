package chart

import (
	"context"
	"errors"
	"math"
	"slices"
	"sync"
	"time"

	casechart "redthread/app/chart"
	"redthread/app/chart/scene"
	"redthread/app/network/layout"
)

// layoutWord names a layout in the menu.
func layoutWord(k layout.Kind) string {
	switch k {
	case layout.Force:
		return "Force"
	case layout.Layered:
		return "Layered"
	case layout.Radial:
		return "Radial"
	case layout.Grid:
		return "Grid"
	case layout.Timeline:
		return "Timeline"
	}
	return string(k)
}

func layoutHint(k layout.Kind) string {
	switch k {
	case layout.Force:
		return "Force: what is tied stands together"
	case layout.Layered:
		return "Layered: owners above what they own"
	case layout.Radial:
		return "Radial: rings around the selected one"
	case layout.Grid:
		return "Grid: rows and columns, by kind"
	case layout.Timeline:
		return "Timeline: from left to right by date"
	}
	return layoutWord(k)
}

// How a move from place to place is shown.
const (
	glideTime  = 320 * time.Millisecond
	glideSteps = 14
	mostGlided = 20000 // more marks jump
)

// lay lays the chart out beside the window and shows it at work. Pinned marks
// stay; so does everything but the selected ones where several are selected.
func (s *Screen) lay(kind layout.Kind) {
	if s.drawing == nil || len(s.drawing.Nodes) == 0 || !s.mayWrite() {
		return
	}
	s.stop()
	d, chosen := s.drawing, s.view.Selected()
	start := slices.Clone(s.view.Places())
	job := casechart.Lay{Kind: kind, Start: start, Root: -1, Fresh: true}
	if len(chosen) == 1 {
		job.Root = chosen[0]
	}
	if len(chosen) > 1 && len(chosen) < len(d.Nodes) {
		job.Fresh = false
		job.Only = make([]bool, len(d.Nodes))
		for _, i := range chosen {
			job.Only[i] = true
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	s.laying = cancel
	s.bar.show()
	n, chart := s.reading, s.id
	var at []scene.Point
	stream := &stream{show: func(at []scene.Point) {
		if s.id == chart && s.laying != nil {
			s.view.SetPlaces(at)
		}
	}, do: s.d.Do}
	s.writing++
	s.d.Ask("Laying out: "+layoutWord(kind), func(askedCtx context.Context, tell func(float64, string)) error {
		stopAsked := context.AfterFunc(askedCtx, cancel)
		defer stopAsked()
		var err error
		at, err = d.Lay(ctx, job, func(now []scene.Point, share float64) {
			tell(share, "")
			stream.tell(now)
		})
		if err != nil && !errors.Is(err, context.Canceled) {
			return err
		}
		if len(at) == 0 {
			return nil
		}
		if !stream.streamed() && s.after != nil && ctx.Err() == nil && len(at) <= mostGlided {
			glide(ctx, start, at, stream)
		}
		moved := d.Placed(at)
		// What was laid out when it was stopped is kept too.
		return casechart.Arrange(context.WithoutCancel(askedCtx), s.d.Case(), chart, string(kind), moved)
	}, func(err error) {
		s.writing--
		cancel()
		if s.laying != nil {
			s.laying = nil
		}
		if err != nil && !errors.Is(err, context.Canceled) {
			s.d.Fail(err)
		} else if s.id == chart && len(at) == len(s.view.Places()) {
			s.view.SetPlaces(at)
			if len(chosen) < 2 {
				s.view.Fit()
			}
		}
		_ = n
		s.bar.show()
		s.read()
	})
}

// stop ends the layout at work; what it has so far stays.
func (s *Screen) stop() {
	if s.laying != nil {
		s.laying()
		s.laying = nil
		s.bar.show()
	}
}

// stream hands places to the window, the newest only: one that has not been
// shown gives way.
type stream struct {
	do   func(func())
	show func([]scene.Point)

	mu     sync.Mutex
	next   []scene.Point
	queued bool
	many   int
}

func (t *stream) tell(at []scene.Point) {
	t.mu.Lock()
	t.next = slices.Clone(at)
	t.many++
	ask := !t.queued
	t.queued = true
	t.mu.Unlock()
	if !ask {
		return
	}
	t.do(func() {
		t.mu.Lock()
		now := t.next
		t.queued = false
		t.mu.Unlock()
		t.show(now)
	})
}

// streamed tells whether the layout was seen at work.
func (t *stream) streamed() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.many > 3
}

// glide moves marks from one place to another, slowly at both ends.
func glide(ctx context.Context, from, to []scene.Point, t *stream) {
	at := make([]scene.Point, len(from))
	for step := 1; step < glideSteps; step++ {
		share := float64(step) / glideSteps
		ease := float32((1 - math.Cos(share*math.Pi)) / 2)
		for i := range at {
			at[i] = scene.Point{X: from[i].X + (to[i].X-from[i].X)*ease, Y: from[i].Y + (to[i].Y-from[i].Y)*ease}
		}
		t.tell(at)
		select {
		case <-ctx.Done():
			return
		case <-time.After(glideTime / glideSteps):
		}
	}
}
