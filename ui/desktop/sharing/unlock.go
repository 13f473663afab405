package sharing

import (
	"path/filepath"

	"fyne.io/fyne/v2"

	"redthread/app/keys"
	casesharing "redthread/app/sharing"
	"redthread/ui/desktop/part"
)

// UnlockForm asks for what opens a sealed file.
type UnlockForm struct {
	ring  *keys.Ring
	pass  *part.TextEntry
	key   *part.Facets
	about *part.Text
}

// NewUnlockForm makes the form for a sealed file. entries are those of the ring.
func NewUnlockForm(ring *keys.Ring, entries []keys.Entry) *UnlockForm {
	f := &UnlockForm{ring: ring, pass: password("Passphrase"), about: part.NewText("", part.Small)}
	f.key = part.NewFacets(func(string) { f.picked() })
	facets := []part.Facet{{Key: "", Text: "A passphrase", Count: part.Uncounted}}
	for _, e := range entries {
		if e.Own {
			facets = append(facets, part.Facet{Key: e.Name, Text: "My key " + e.Name, Count: part.Uncounted})
		}
	}
	f.key.SetFacets(facets)
	f.key.Select("")
	f.picked()
	return f
}

func (f *UnlockForm) picked() {
	if f.key.Selected() == "" {
		f.about.SetText("The passphrase that the sender gave you.")
	} else {
		f.about.SetText("The passphrase of your key; leave it empty where the key has none.")
	}
}

// Content is the form.
func (f *UnlockForm) Content(path string) fyne.CanvasObject {
	return part.Down(10,
		part.NewText(filepath.Base(path)+" is sealed. The whole of it is checked before anything of it is shown.", part.Body),
		field("What opens it", f.key), f.pass, f.about)
}

// Opener takes what was typed and gives, away from the window's goroutine, what opens the seal.
func (f *UnlockForm) Opener() func() (casesharing.Opener, error) {
	key, pass := f.key.Selected(), f.pass.Text
	return func() (casesharing.Opener, error) {
		if key == "" {
			return casesharing.Opener{Passphrase: pass}, nil
		}
		k, err := f.ring.Unlock(key, pass)
		return casesharing.Opener{Keys: []*keys.Key{k}}, err
	}
}
