package figures

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"redthread/app"
	casefigures "redthread/app/figures"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/desk/desktest"
	"redthread/ui/desktop/part"
)

// opened shows the screen on a desk, with nothing that waits.
func opened(t *testing.T, d *desktest.Desk) *Screen {
	t.Helper()
	s := New(d)
	s.after = func(_ time.Duration, f func()) func() {
		f()
		return func() {}
	}
	d.Show(s, desk.Route{Screen: desk.Figures})
	return s
}

func TestPictures(t *testing.T) {
	desktest.Shoot(t, "figures", func(t *testing.T, d *desktest.Desk) { opened(t, d) })
	desktest.Shoot(t, "figures-tip", func(t *testing.T, d *desktest.Desk) {
		opened(t, d).Find()
		d.Type(fyne.KeyDown)
	})
	desktest.Shoot(t, "figures-usd", func(t *testing.T, d *desktest.Desk) {
		s := opened(t, d)
		rate := s.spread.ImpliedRates()[0]
		s.read(casefigures.WageOptions{Currency: "USD", Rate: &rate, Per: "year"})
		s.notice.Set("Saved sakhalin wages.svg.", part.NewButton("Open folder", nil))
	})
	desktest.Shoot(t, "figures-many", func(t *testing.T, d *desktest.Desk) {
		s := opened(t, d)
		for i := range 9 {
			observe(t, d.Case(), fmt.Sprintf("Pay number %d", i+1), []string{"received", "declared", "withheld"}[i%3],
				fmt.Sprintf("%d..%d %s/month", 9000+i*2100, 14000+i*2300, []string{"RUB", "RUB", "KRW"}[i%3]), app.Cite{})
		}
		d.Changed()
		s.page.scroll.ScrollToOffset(fyne.NewPos(0, 120))
	})
	desktest.Shoot(t, "figures-rate", func(t *testing.T, d *desktest.Desk) { opened(t, d).askRate("USD") })
}

func TestPictureOfNothing(t *testing.T) {
	d := desktest.NewEmpty(t)
	opened(t, d)
	d.NoFailure()
	if d.Window().Canvas().Capture() == nil {
		t.Error("an empty figure cannot be drawn")
	}
}
