package sharing

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"redthread/app/keys"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/part"
)

// Keys shows one's own keys and the cards of colleagues, for the settings.
type Keys struct {
	d       desk.Desk
	ring    *keys.Ring
	list    *fyne.Container
	content fyne.CanvasObject
}

// NewKeys makes the part.
func NewKeys(d desk.Desk) *Keys {
	k := &Keys{d: d, ring: keys.Open(d.Env()), list: part.Down(10)}
	k.content = part.Down(12,
		part.NewText("With a key of your own you sign what you send, and colleagues can seal files so that only you open them. They need your card; you need theirs. A card that came by mail proves nothing until you two have compared its fingerprint by voice or on paper.", part.Small),
		k.list,
		part.Across(8, part.NewButton("Make a key…", k.askMake), part.NewButton("Add a colleague's card…", k.askCard)),
	)
	return k
}

// Content is the part as it is shown.
func (k *Keys) Content() fyne.CanvasObject { return k.content }

// Read reads the ring anew.
func (k *Keys) Read() {
	entries, err := k.ring.List()
	k.list.Objects = nil
	if err != nil {
		k.list.Add(part.NewText(err.Error(), part.Body).WithTone(part.Alarm))
	}
	if err == nil && len(entries) == 0 {
		k.list.Add(part.NewText("No key yet.", part.Body))
	}
	for _, e := range entries {
		k.list.Add(k.row(e))
	}
	k.list.Refresh()
}

func (k *Keys) row(e keys.Entry) fyne.CanvasObject {
	what := "a colleague's card"
	if e.Own {
		what = "your key, without a passphrase"
		if e.Locked {
			what = "your key, under a passphrase"
		}
	}
	buttons := []fyne.CanvasObject{part.NewButton("Copy card", func() {
		fyne.CurrentApp().Clipboard().SetContent(e.Card.String())
		k.d.Say("The card of "+e.Name+" is on the clipboard; send it to whom you work with.", false)
	})}
	if !e.Own {
		buttons = append(buttons, part.NewButton("Remove", func() { k.remove(e) }))
	}
	words := part.Down(0, part.NewText(e.Name, part.Strong), part.NewText("Fingerprint "+e.Fingerprint(), part.Body), part.NewText(what, part.Small))
	return part.Frame(nil, part.Across(8, buttons...), nil, nil, words)
}

// remove takes a colleague's card off the ring and offers to put it back.
func (k *Keys) remove(e keys.Entry) {
	if err := k.ring.Remove(e.Fingerprint()); err != nil {
		k.d.Fail(err)
		return
	}
	fyne.CurrentApp().Clipboard().SetContent(e.Card.String())
	k.Read()
	k.d.Say("The card of "+e.Name+" is off the ring. It lies on the clipboard, to be added again.", false)
}

// askMake asks for the name of a new key.
func (k *Keys) askMake() {
	name := part.NewTextEntry("The name colleagues know you by")
	if k.d.Env().Named() {
		name.SetText(k.d.Env().Author())
	}
	pass, again := password("A passphrase, or nothing"), password("The same once more")
	k.d.Sheet("Make a key", part.Down(10,
		field("Name", name),
		field("Passphrase", part.Down(8, pass, again)),
		part.NewText("Without a passphrase whoever uses this computer under your account can sign as you. There is no way back to a lost one.", part.Small),
	), "Make", func() bool {
		switch {
		case strings.TrimSpace(name.Text) == "":
			k.d.Fail(sentence("Type a name first; a working name will do."))
			return false
		case pass.Text != again.Text:
			k.d.Fail(sentence("The two passphrases differ; type the same one twice."))
			return false
		}
		who, phrase := strings.TrimSpace(name.Text), pass.Text
		var made *keys.Key
		k.d.Ask("Making a key", func(context.Context, func(float64, string)) (err error) {
			made, err = k.ring.Make(who, phrase)
			return err
		}, func(err error) {
			if err != nil {
				k.d.Fail(err)
				return
			}
			k.Read()
			k.d.Say("Made the key "+who+", fingerprint "+made.Card().Fingerprint()+".", false)
		})
		return true
	})
}

// askCard asks for a colleague's card, as text.
func (k *Keys) askCard() {
	text := part.NewNoteEntry("Paste the lines that your colleague sent", 8)
	k.d.Sheet("Add a colleague's card", part.Down(10, text,
		part.NewText("Then compare the fingerprint that appears in the list with the one your colleague sees, by voice or on paper.", part.Small),
	), "Add", func() bool {
		c, err := keys.ParseCard(text.Text)
		if err == nil {
			err = k.ring.Add(c)
		}
		if err != nil {
			k.d.Fail(err)
			return false
		}
		k.Read()
		k.d.Say("Added "+c.Name+", fingerprint "+c.Fingerprint()+". Compare it before you rely on it.", false)
		return true
	})
}
