package store

import (
	"errors"
	"reflect"
	"testing"
)

func charted(t *testing.T, c *Case) ID {
	t.Helper()
	var id ID
	_, err := c.Update(t.Context(), "Make a chart", func(tx *Tx) error {
		var err error
		if id, err = tx.AddChart(Chart{Title: "Who stands behind it", Layout: "force"}); err != nil {
			return err
		}
		for i, key := range []string{"00000000000000000000000000000001", "email:info@example.com"} {
			if err := tx.PutChartNode(ChartNode{Chart: id, Key: key, Placed: true, X: float64(i) * 10.26, Y: -3}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestAChartKeepsWhatStandsOnIt(t *testing.T) {
	c := newCase(t)
	id := charted(t, c)
	got, err := c.Chart(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if got.Title != "Who stands behind it" || len(got.Nodes) != 2 || got.Nodes[1].X != 10.3 || got.Nodes[1].Y != -3 || !got.Nodes[1].Placed {
		t.Fatalf("%+v", got)
	}
	rows, err := c.Charts(t.Context())
	if err != nil || len(rows) != 1 || rows[0].Nodes != 2 {
		t.Fatalf("%+v %v", rows, err)
	}
	if ref, err := c.Resolve(t.Context(), c.Short(KindChart, id)); err != nil || ref.ID != id {
		t.Errorf("its short id leads to %v, %v", ref, err)
	}
}

// Dragging many things is one action; undo puts every one back, to the bit.
func TestUndoRestoresAChart(t *testing.T) {
	c := newCase(t)
	id := charted(t, c)
	before, err := c.Chart(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	state := dump(t, c)
	var told []Change
	defer c.Watch(func(ch Change) { told = append(told, ch) })()
	_, err = c.Update(t.Context(), "Move 2 things", func(tx *Tx) error {
		for _, n := range before.Nodes {
			n.X, n.Pinned, n.Hidden = n.X+7.5, true, true
			if err := tx.PutChartNode(n); err != nil {
				return err
			}
		}
		group, err := tx.PutChartGroup(ChartGroup{Chart: id, Title: "Firms"})
		if err != nil {
			return err
		}
		n := before.Nodes[0]
		n.Group, n.Removed = group, true
		if _, err := tx.PutChartNote(ChartNote{Chart: id, Text: "ask the registry", X: 3, Y: 4}); err != nil {
			return err
		}
		return tx.PutChartNode(n)
	})
	if err != nil {
		t.Fatal(err)
	}
	moved, err := c.Chart(t.Context(), id)
	if err != nil || len(moved.Nodes) != 1 || !moved.Nodes[0].Hidden || moved.Nodes[0].X != before.Nodes[1].X+7.5 || len(moved.Groups) != 1 || len(moved.Notes) != 1 {
		t.Fatalf("%+v %v", moved, err)
	}
	if label, err := c.Undo(t.Context()); err != nil || label != "Move 2 things" {
		t.Fatal(label, err)
	}
	after, err := c.Chart(t.Context(), id)
	if err != nil || !reflect.DeepEqual(before, after) || dump(t, c) != state {
		t.Errorf("undo left %+v, %v", after, err)
	}
	if _, err := c.Redo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if again, err := c.Chart(t.Context(), id); err != nil || !reflect.DeepEqual(moved, again) {
		t.Errorf("redo left %+v, %v", again, err)
	}
	for _, ch := range told {
		if !ch.Charts || ch.All || ch.Case || len(ch.Entities) > 0 {
			t.Errorf("a change of a chart says of itself %+v", ch)
		}
	}
	if v, err := c.Verify(t.Context(), "", nil); err != nil || !v.Sound() {
		t.Errorf("%+v %v", v, err)
	}
}

func TestAChartThatWasRemovedIsGone(t *testing.T) {
	c := newCase(t)
	id := charted(t, c)
	_, err := c.Update(t.Context(), "Remove the chart", func(tx *Tx) error {
		return tx.SetChart(Chart{ID: id, Title: "Who stands behind it", Removed: true})
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Chart(t.Context(), id); !errors.Is(err, ErrNotFound) {
		t.Errorf("reading it: %v", err)
	}
	if info, err := c.Info(t.Context()); err != nil || info.Charts != 0 {
		t.Errorf("%d charts, %v", info.Charts, err)
	}
	if _, err := c.Update(t.Context(), "Make a chart", func(tx *Tx) error {
		_, err := tx.AddChart(Chart{Title: " "})
		return err
	}); !errors.Is(err, ErrInvalid) {
		t.Errorf("a chart without a title: %v", err)
	}
}
