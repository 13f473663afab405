package sharing

import (
	"context"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"redthread/app"
	"redthread/app/job"
	"redthread/app/keys"
	"redthread/app/redact"
	casesharing "redthread/app/sharing"
	"redthread/ui/desktop/chooser"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/part"
)

// CaseEnding is what the name of a case file ends in.
const CaseEnding = ".rtcase"

// The ways to seal.
const (
	sealNone = "none"
	sealPass = "passphrase"
	sealKeys = "keys"
)

// shareForm asks for whom a share is.
type shareForm struct {
	d        desk.Desk
	ring     *keys.Ring
	entries  []keys.Entry
	exposure casesharing.Exposure

	warning   *part.Text
	named     *part.Facets
	about     *part.Text
	seal      *part.Facets
	sealWords *part.Text
	pass      *part.TextEntry
	again     *part.TextEntry
	passBox   *fyne.Container
	to        *widget.CheckGroup
	hybrid    *widget.Check
	toBox     *fyne.Container
	sign      *part.Facets
	signWords *part.Text
	unlock    *part.TextEntry
	unlockBox *fyne.Container
	file      *chooser.Place
	own       bool // the name was typed by hand
}

// Ask asks how the case is to be shared.
func Ask(d desk.Desk) {
	ring := keys.Open(d.Env())
	var e casesharing.Exposure
	var entries []keys.Entry
	d.Ask("Counting who is named", func(ctx context.Context, _ func(float64, string)) (err error) {
		if entries, err = ring.List(); err != nil {
			return err
		}
		e, err = casesharing.Expose(ctx, d.Case())
		return err
	}, func(err error) {
		if err != nil {
			d.Fail(err)
			return
		}
		f := newShareForm(d, ring, entries, e)
		d.Sheet("Share this case", f.content(), "Share", f.share)
	})
}

func password(placeholder string) *part.TextEntry {
	e := part.NewTextEntry(placeholder)
	e.Password = true
	return e
}

func newShareForm(d desk.Desk, ring *keys.Ring, entries []keys.Entry, e casesharing.Exposure) *shareForm {
	f := &shareForm{
		d: d, ring: ring, entries: entries, exposure: e,
		warning: part.NewText(e.Sentence(), part.Body), about: part.NewText("", part.Small),
		sealWords: part.NewText("", part.Small), signWords: part.NewText("", part.Small),
		pass: password("Six words that nobody would guess"), again: password("The same once more"), unlock: password("The passphrase of your key"),
	}
	f.named, f.seal, f.sign = part.NewFacets(f.picked), part.NewFacets(f.picked), part.NewFacets(f.picked)
	f.named.SetFacets([]part.Facet{
		{Key: string(redact.Full), Text: "Everybody: the case with its history", Count: part.Uncounted},
		{Key: string(redact.Public), Text: "Workers and sources hidden", Count: part.Uncounted},
	})
	f.named.Select(string(redact.Public))
	if e.Protected() == 0 {
		f.named.Select(string(redact.Full))
	}
	f.seal.SetFacets([]part.Facet{
		{Key: sealPass, Text: "With a passphrase", Count: part.Uncounted},
		{Key: sealKeys, Text: "For colleagues' keys", Count: part.Uncounted},
		{Key: sealNone, Text: "Not sealed", Count: part.Uncounted},
	})
	f.seal.Select(sealPass)
	signers := []part.Facet{{Key: "", Text: "Not signed", Count: part.Uncounted}}
	var cards []string
	for _, entry := range entries {
		if entry.Own {
			signers = append(signers, part.Facet{Key: entry.Name, Text: "As " + entry.Name, Count: part.Uncounted})
		}
		cards = append(cards, entry.Name)
	}
	f.sign.SetFacets(signers)
	f.sign.Select("")
	f.to = widget.NewCheckGroup(cards, func([]string) {})
	f.hybrid = widget.NewCheck("Also safe from a quantum computer (needs Redthread, or age 1.3)", func(bool) {})
	f.file = chooser.NewPlace(d.Window(), chooser.FreeName(chooser.Documents(), f.name(), f.ending()))
	f.file.OnTyped = func() { f.own = true }
	return f
}

func field(label string, o fyne.CanvasObject) *fyne.Container {
	return part.Down(4, part.NewText(label, part.Small), o)
}

func (f *shareForm) content() fyne.CanvasObject {
	f.passBox = part.Down(8, f.pass, f.again)
	f.toBox = part.Down(4, f.to, f.hybrid)
	if len(f.entries) == 0 {
		f.toBox = part.Down(4, part.NewText("There is no key on your ring yet. In Settings, under Keys, add the card a colleague sent you.", part.Body))
	}
	f.unlockBox = part.Down(4, f.unlock)
	form := part.Down(14,
		f.warning,
		field("Who is named", part.Down(6, f.named, f.about)),
		field("Seal", part.Down(6, f.seal, f.passBox, f.toBox, f.sealWords)),
		field("Signature", part.Down(6, f.sign, f.unlockBox, f.signWords)),
		field("File", f.file.Content()),
	)
	f.picked("")
	f.own = false
	return form
}

func (f *shareForm) ending() string {
	if f.seal.Selected() == sealNone {
		return CaseEnding
	}
	return CaseEnding + casesharing.Ending
}

func (f *shareForm) name() string {
	path := f.d.Case().Path()
	name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	if f.named.Selected() == string(redact.Public) {
		return name + " without names"
	}
	return name + " share"
}

// picked says what the choices mean.
func (f *shareForm) picked(string) {
	full := f.named.Selected() == string(redact.Full)
	f.warning.SetTone(part.Plain)
	if full && f.exposure.Protected() > 0 {
		f.warning.SetTone(part.Alarm)
	}
	if full {
		f.about.SetText("One clean file with the state of the case and its history, and nothing that was left over. Whoever gets it can read every name, and merge their work with yours.")
	} else {
		f.about.SetText("A new case without workers, sources and people whom nobody has classed. History, texts, kept files, notes, tags and tasks stay behind, since all of them may hold names. It cannot be merged back.")
	}
	show := func(o fyne.CanvasObject, yes bool) {
		if yes {
			o.Show()
		} else {
			o.Hide()
		}
	}
	seal := f.seal.Selected()
	show(f.passBox, seal == sealPass)
	show(f.toBox, seal == sealKeys)
	switch seal {
	case sealNone:
		f.sealWords.SetText("Whoever gets the file can read it.")
	case sealPass:
		f.sealWords.SetText("Whoever has the passphrase can read it; say it by another way than the one the file goes. The seal does not hide the file's name, its size or that you sent it, and there is no way back to a lost passphrase.")
	default:
		f.sealWords.SetText("Only the chosen people's keys open it; choose yourself too if you want to open it again. Compare a fingerprint before you rely on a card that came by mail. The seal does not hide the file's name, its size or that you sent it.")
	}
	signer, locked := f.sign.Selected(), false
	for _, e := range f.entries {
		locked = locked || e.Own && e.Name == signer && e.Locked
	}
	show(f.unlockBox, locked)
	switch {
	case signer != "":
		f.signWords.SetText("A small file goes with it, by which the receiver sees that it is yours and that nothing was changed on the way. It does not say that what stands in the case is true.")
	case len(f.ownNames()) == 0:
		f.signWords.SetText("To sign, make a key of your own in Settings, under Keys.")
	default:
		f.signWords.SetText("Without a signature the receiver cannot tell that the file is yours.")
	}
	if !f.own && f.file != nil {
		f.file.SetName(filepath.Base(chooser.FreeName(filepath.Dir(f.file.Path()), f.name(), f.ending())))
	}
}

func (f *shareForm) ownNames() []string {
	var all []string
	for _, e := range f.entries {
		if e.Own {
			all = append(all, e.Name)
		}
	}
	return all
}

// order reads the form; problem is what is missing, in a sentence.
func (f *shareForm) order() (o casesharing.Order, problem string) {
	o = casesharing.Order{To: f.file.Path(), Profile: redact.Profile(f.named.Selected()), Options: f.d.Env().StoreOptions(), Now: time.Now}
	switch f.seal.Selected() {
	case sealPass:
		if f.pass.Text == "" {
			return o, "Type a passphrase for the seal, or choose another way."
		}
		if f.pass.Text != f.again.Text {
			return o, "The two passphrases differ; type the same one twice."
		}
		o.Seal.Passphrase = f.pass.Text
	case sealKeys:
		if len(f.to.Selected) == 0 {
			return o, "Choose for whom the seal is, or seal with a passphrase."
		}
		for _, e := range f.entries {
			for _, name := range f.to.Selected {
				switch {
				case e.Name != name:
				case f.hybrid.Checked:
					o.Seal.To = append(o.Seal.To, e.Hybrid)
				default:
					o.Seal.To = append(o.Seal.To, e.Card.Seal)
				}
			}
		}
	}
	if problem := chooser.Problem(o.To, filepath.Ext(o.To)); problem != "" {
		return o, problem
	}
	if chooser.Exists(o.To) {
		return o, filepath.Base(o.To) + " exists already; choose another name."
	}
	return o, ""
}

// share makes the share as a job.
func (f *shareForm) share() bool {
	o, problem := f.order()
	if problem != "" {
		f.d.Fail(sentence(problem))
		return false
	}
	signer, pass := f.sign.Selected(), f.unlock.Text
	var made casesharing.Made
	f.d.Ask("Sharing "+filepath.Base(o.To), func(ctx context.Context, progress func(float64, string)) (err error) {
		if signer != "" {
			if o.Sign, err = f.ring.Unlock(signer, pass); err != nil {
				return err
			}
		}
		o.Progress = func(share float64) { progress(share, "") }
		made, err = casesharing.Make(ctx, f.d.Case(), o)
		return err
	}, func(err error) {
		switch {
		case job.Cancelled(err):
			f.d.Say("The share was stopped; nothing was written.", false)
		case err != nil:
			f.d.Fail(err)
		default:
			f.d.Say(madeWords(made), false)
		}
	})
	return true
}

// madeWords says what was made.
func madeWords(m casesharing.Made) string {
	text := "Shared as " + filepath.Base(m.File) + ", " + app.SizeText(m.Size)
	if m.Signature != "" {
		text += "; send " + filepath.Base(m.Signature) + " with it"
	}
	return text + "."
}

// sentence is an error that is said as it is.
type sentence string

func (s sentence) Error() string { return string(s) }
