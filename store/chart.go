package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"math"
	"strconv"
	"strings"
	"time"
)

// Charts are records like notes and tasks: undo restores them, and two files
// join field by field. What stands on a chart is a record of its own, whose id
// is computed from the chart and the key, so that two colleagues who put the
// same party on the same chart have put it there once.

const (
	recordChart      = "chart"
	recordChartNode  = "chart node"
	recordChartGroup = "chart group"
	recordChartNote  = "chart note"
)

func isChart(kind string) bool { return strings.HasPrefix(kind, recordChart) }

// Chart is a drawing of who is tied to whom: which things of the case stand on
// it, where, and what of them is shown.
type Chart struct {
	ID      ID
	Title   string
	Layout  string // the kind of layout used last
	Filter  string // what is shown of it, in the words of package chart
	Removed bool
	Author  string // who made it; read only
	At      time.Time
}

// ChartRow is a chart in a list.
type ChartRow struct {
	Chart
	Nodes int // things on it
}

// ChartNode is a thing on a chart: an entity, or an identifier that several
// parties share.
type ChartNode struct {
	Chart   ID
	Key     string // 32 hexadecimal digits of an entity, or "email:info@x.ru"
	Placed  bool   // X and Y are set
	X, Y    float64
	Pinned  bool
	Hidden  bool
	Group   ID
	Removed bool
}

// ChartGroup is an outline around some of a chart's things, with a name.
type ChartGroup struct {
	Chart   ID
	ID      ID
	Title   string
	Removed bool
}

// ChartNote is a few words written on a chart, beside a thing or free.
type ChartNote struct {
	Chart   ID
	ID      ID
	About   string // key of a thing on the chart, "" stands free
	Text    string
	X, Y    float64 // of a free note
	Removed bool
}

// ChartContent is a chart with all that stands on it.
type ChartContent struct {
	Chart
	Nodes  []ChartNode // in the order in which they were put there
	Groups []ChartGroup
	Notes  []ChartNote
}

// ChartNodeID is the identity of a thing on a chart, the same in every file.
func ChartNodeID(chart ID, key string) ID {
	h := sha256.New()
	h.Write([]byte("redthread chart node 1\x00"))
	h.Write(chart[:])
	h.Write([]byte(key))
	return idFrom(h.Sum(nil)[:len(ID{})])
}

// ChartPlace rounds a coordinate to what a case keeps of it, a tenth.
func ChartPlace(v float64) float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0
	}
	return math.Round(v*10) / 10
}

func placeText(x, y float64) string {
	return strconv.FormatFloat(ChartPlace(x), 'f', -1, 64) + " " + strconv.FormatFloat(ChartPlace(y), 'f', -1, 64)
}

func placeFrom(s string) (x, y float64, ok bool) {
	a, b, ok := strings.Cut(s, " ")
	if !ok {
		return 0, 0, false
	}
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	if errX != nil || errY != nil {
		return 0, 0, false
	}
	return ChartPlace(x), ChartPlace(y), true
}

// AddChart makes a chart. A given ID is kept.
func (tx *Tx) AddChart(ch Chart) (ID, error) {
	tx.told.Charts = true
	if strings.TrimSpace(ch.Title) == "" {
		return ID{}, faultf(ErrInvalid, nil, "A chart needs a title.")
	}
	return tx.addRecord(recordChart, ch.ID, ch.fields())
}

// SetChart changes the fields of a chart that differ; Removed takes it away.
func (tx *Tx) SetChart(ch Chart) error {
	tx.told.Charts = true
	if strings.TrimSpace(ch.Title) == "" {
		return faultf(ErrInvalid, nil, "A chart needs a title.")
	}
	return tx.setRecord(recordChart, ch.ID, ch.fields())
}

func (ch Chart) fields() []fieldValue {
	return []fieldValue{{"title", ch.Title}, {"layout", ch.Layout}, {"filter", ch.Filter}, {"removed", flag(ch.Removed)}}
}

// PutChartNode puts a thing on a chart, or changes how it stands there.
func (tx *Tx) PutChartNode(n ChartNode) error {
	tx.told.Charts = true
	place := ""
	if n.Placed {
		place = placeText(n.X, n.Y)
	}
	return tx.putRecord(recordChartNode, ChartNodeID(n.Chart, n.Key), []fieldValue{
		{"chart", n.Chart.String()},
		{"key", n.Key},
		{"at", place},
		{"pinned", flag(n.Pinned)},
		{"hidden", flag(n.Hidden)},
		{"group", aboutText(n.Group)},
		{"removed", flag(n.Removed)},
	})
}

// PutChartGroup makes a group, or changes it. A zero ID is given one.
func (tx *Tx) PutChartGroup(g ChartGroup) (ID, error) {
	tx.told.Charts = true
	return tx.putNewRecord(recordChartGroup, g.ID, []fieldValue{
		{"chart", g.Chart.String()}, {"title", g.Title}, {"removed", flag(g.Removed)},
	})
}

// PutChartNote writes on a chart, or changes what is written. A zero ID is
// given one.
func (tx *Tx) PutChartNote(n ChartNote) (ID, error) {
	tx.told.Charts = true
	place := ""
	if n.About == "" {
		place = placeText(n.X, n.Y)
	}
	return tx.putNewRecord(recordChartNote, n.ID, []fieldValue{
		{"chart", n.Chart.String()}, {"about", n.About}, {"text", n.Text}, {"at", place}, {"removed", flag(n.Removed)},
	})
}

func (tx *Tx) putNewRecord(kind string, id ID, fields []fieldValue) (ID, error) {
	if id.IsZero() {
		return tx.addRecord(kind, id, fields)
	}
	return id, tx.putRecord(kind, id, fields)
}

// putRecord sets the fields of a record, which it makes where there is none.
func (tx *Tx) putRecord(kind string, id ID, fields []fieldValue) error {
	var row int64
	there, err := tx.w.row("SELECT id FROM record WHERE uid = ? AND kind = ?", []any{id[:], kind}, &row)
	if err != nil {
		return err
	}
	if !there {
		_, err = tx.addRecord(kind, id, fields)
		return err
	}
	return tx.setRecord(kind, id, fields)
}

// Charts lists the charts of a case in the order in which they were made,
// removed ones left out.
func (c *Case) Charts(ctx context.Context) ([]ChartRow, error) {
	recs, err := c.records(ctx, recordChart, ID{})
	if err != nil {
		return nil, explain(c.path, err)
	}
	nodes := map[string]int{}
	_, err = query(ctx, c.read, `SELECT f.value, count(*) FROM record r JOIN field f ON f.record = r.id AND f.name = 'chart'
		WHERE r.kind = 'chart node' AND NOT EXISTS (SELECT 1 FROM field g WHERE g.record = r.id AND g.name = 'removed' AND g.value = '1')
		GROUP BY f.value`, func(r *sql.Rows) (struct{}, error) {
		var chart string
		var n int
		err := r.Scan(&chart, &n)
		nodes[chart] = n
		return struct{}{}, err
	})
	if err != nil {
		return nil, explain(c.path, err)
	}
	var all []ChartRow
	for _, r := range recs {
		if ch := chartFrom(r); !ch.Removed {
			all = append(all, ChartRow{Chart: ch, Nodes: nodes[r.id.String()]})
		}
	}
	return all, nil
}

func chartFrom(r recordFields) Chart {
	return Chart{
		ID: r.id, Title: r.value["title"], Layout: r.value["layout"], Filter: r.value["filter"],
		Removed: r.value["removed"] == "1", Author: r.author, At: r.at,
	}
}

// Chart reads a chart with all that stands on it; what was removed is left out.
func (c *Case) Chart(ctx context.Context, id ID) (ChartContent, error) {
	recs, err := c.records(ctx, recordChart, id)
	if err != nil {
		return ChartContent{}, explain(c.path, err)
	}
	if len(recs) == 0 || recs[0].value["removed"] == "1" {
		return ChartContent{}, faultf(ErrNotFound, nil, "There is no such chart in this case.")
	}
	all := ChartContent{Chart: chartFrom(recs[0])}
	for _, kind := range []string{recordChartNode, recordChartGroup, recordChartNote} {
		recs, err := c.recordsWhere(ctx, `r.kind = ? AND EXISTS (SELECT 1 FROM field g WHERE g.record = r.id AND g.name = 'chart' AND g.value = ?)`, kind, id.String())
		if err != nil {
			return ChartContent{}, explain(c.path, err)
		}
		for _, r := range recs {
			if r.value["removed"] == "1" {
				continue
			}
			x, y, placed := placeFrom(r.value["at"])
			switch kind {
			case recordChartNode:
				n := ChartNode{
					Chart: id, Key: r.value["key"], Placed: placed, X: x, Y: y,
					Pinned: r.value["pinned"] == "1", Hidden: r.value["hidden"] == "1",
				}
				_ = n.Group.UnmarshalText([]byte(r.value["group"]))
				all.Nodes = append(all.Nodes, n)
			case recordChartGroup:
				all.Groups = append(all.Groups, ChartGroup{Chart: id, ID: r.id, Title: r.value["title"]})
			case recordChartNote:
				all.Notes = append(all.Notes, ChartNote{Chart: id, ID: r.id, About: r.value["about"], Text: r.value["text"], X: x, Y: y})
			}
		}
	}
	return all, nil
}
