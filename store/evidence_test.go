package store

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"testing/iotest"
)

// A reader that fails part of the way leaves nothing of its bytes in the case,
// and what else the change does stands.
func TestReaderThatFailsMidway(t *testing.T) {
	c := newCase(t)
	source := article(t, c)
	broken := errors.New("the disk gave up")
	for _, size := range []int{0, 10, PartSize, PartSize + 1, 3*PartSize + 7} {
		data := bytes.Repeat([]byte{7}, size)
		do(t, c, "Take in", func(tx *Tx) error {
			k, err := tx.KeepEvidence(Intake{Name: "torn.bin"}, io.MultiReader(bytes.NewReader(data), iotest.ErrReader(broken)))
			if !errors.Is(err, ErrUnreadable) || !errors.Is(err, broken) || len(k.Holding()) != 0 {
				t.Errorf("%d bytes and a failure gave %v", size, err)
			}
			_, err = tx.AddEvidence(source, Intake{Name: "good.bin"}, bytes.NewReader(append([]byte("good"), data...)))
			return err
		})
	}
	all, err := c.Evidence(t.Context(), source)
	if err != nil || len(all) != 5 {
		t.Fatalf("%d items, %v", len(all), err)
	}
	for _, e := range all {
		if err := c.WriteEvidence(t.Context(), e.SHA256, io.Discard); err != nil {
			t.Error(err)
		}
	}
	var stray int
	if err := c.read.QueryRowContext(t.Context(), "SELECT count(*) FROM part WHERE evidence NOT IN (SELECT id FROM evidence)").Scan(&stray); err != nil || stray != 0 {
		t.Errorf("%d parts belong to nothing, %v", stray, err)
	}
	if v, err := c.Verify(t.Context(), "", nil); err != nil || !v.Sound() {
		t.Error(v.Problems, err)
	}
}
