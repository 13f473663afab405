package command

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"

	"redthread/app"
	"redthread/app/keys"
	"redthread/store"
)

func keyCommands() []command {
	return []command{
		{
			name: "key new", args: []arg{{name: "NAME"}}, brief: "make a key of your own, to sign with and to be sent sealed files", answer: keyAnswer{}, run: runKeyNew,
			flags: []flag{{name: "passphrase-file", value: "PATH", help: "lock it with the passphrase on the first line of this file; there is no way back to a lost one"}},
		},
		{name: "key list", brief: "list your keys and your colleagues', with their fingerprints", answer: keysAnswer{}, run: runKeyList},
		{
			name: "key export", args: []arg{{name: "NAME"}}, brief: "write the card of a key, to be sent to colleagues", answer: keyAnswer{}, run: runKeyExport,
			flags: []flag{{name: "o", short: "o", value: "FILE", help: "a free name; on the screen where it is left out"}},
			more:  "A card holds nothing secret. Whoever gets it compares its fingerprint with you by voice or on paper before they rely on it.",
		},
		{
			name: "key add", args: []arg{{name: "FILE"}}, brief: "keep a colleague's card", answer: keyAnswer{}, run: runKeyAdd,
			more: "Compare the fingerprint it shows with your colleague, by voice or on paper: a card that came by mail alone proves nothing.",
		},
		{name: "key remove", args: []arg{{name: "NAME"}}, brief: "take a colleague's card off your ring", answer: keyAnswer{}, run: runKeyRemove},
	}
}

type keyAnswer struct {
	Name        string `json:"name" doc:"what it is called"`
	Fingerprint string `json:"fingerprint" doc:"sixteen characters for two people to compare"`
	Seal        string `json:"seal" doc:"recipient of age"`
	Hybrid      string `json:"seal_hybrid" doc:"recipient of age that also holds against a quantum computer"`
	Sign        string `json:"sign" doc:"public key of minisign"`
	Own         bool   `json:"own" doc:"true of your own"`
	Locked      bool   `json:"locked" doc:"true where a passphrase is needed"`
	did, card   string
}

func keyFrom(c keys.Card, own, locked bool) keyAnswer {
	return keyAnswer{Name: c.Name, Fingerprint: c.Fingerprint(), Seal: c.Seal, Hybrid: c.Hybrid, Sign: c.Sign.String(), Own: own, Locked: locked}
}

func (a keyAnswer) print(p *page) {
	if a.card != "" {
		for l := range strings.SplitSeq(strings.TrimSpace(a.card), "\n") {
			p.line("%s", l)
		}
		return
	}
	p.line("%s %s  %s", a.did, a.Name, a.Fingerprint)
}

func runKeyNew(_ context.Context, k *call) (answer, error) {
	ring, err := k.ring()
	if err != nil {
		return nil, err
	}
	pass, err := firstLine(k.text("passphrase-file"))
	if err != nil {
		return nil, err
	}
	key, err := ring.Make(k.args[0], pass)
	if err != nil {
		return nil, err
	}
	a := keyFrom(key.Card(), true, pass != "")
	a.did = "Made the key"
	return a, nil
}

type keysAnswer struct {
	Keys []keyAnswer `json:"keys" doc:"your own first"`
}

func (a keysAnswer) print(p *page) {
	if len(a.Keys) == 0 {
		p.line("There is no key yet; \"redthread key new NAME\" makes one.")
		return
	}
	var rows [][]string
	for _, x := range a.Keys {
		whose := "a colleague's"
		if x.Own {
			whose = "yours"
		}
		if x.Locked {
			whose += ", locked"
		}
		rows = append(rows, []string{x.Name, x.Fingerprint, whose})
	}
	p.table("", []string{"Name", "Fingerprint", "Whose"}, rows)
}

func runKeyList(_ context.Context, k *call) (answer, error) {
	ring, err := k.ring()
	if err != nil {
		return nil, err
	}
	all, err := ring.List()
	if err != nil {
		return nil, err
	}
	a := keysAnswer{Keys: []keyAnswer{}}
	for _, e := range all {
		a.Keys = append(a.Keys, keyFrom(e.Card, e.Own, e.Locked))
	}
	return a, nil
}

func runKeyExport(_ context.Context, k *call) (answer, error) {
	ring, err := k.ring()
	if err != nil {
		return nil, err
	}
	e, err := ring.Find(k.args[0])
	if err != nil {
		return nil, err
	}
	a := keyFrom(e.Card, e.Own, e.Locked)
	to := k.text("o")
	if to == "" {
		a.card = e.String()
		return a, nil
	}
	if _, err := os.Lstat(to); err == nil {
		return nil, refuse(store.ErrExists, "%s exists already; choose another name.", filepath.Base(to))
	}
	a.did = "Wrote the card of"
	return a, app.WriteFile(to, []byte(e.String()), 0o644)
}

func runKeyAdd(_ context.Context, k *call) (answer, error) {
	ring, err := k.ring()
	if err != nil {
		return nil, err
	}
	f, err := os.Open(k.args[0])
	if err != nil {
		return nil, refuse(store.ErrNotFound, "There is no file %s that can be read.", filepath.Base(k.args[0]))
	}
	defer func() { _ = f.Close() }()
	text, err := io.ReadAll(io.LimitReader(f, 1<<16))
	if err != nil {
		return nil, err
	}
	c, err := keys.ParseCard(string(text))
	if err != nil {
		return nil, err
	}
	a := keyFrom(c, false, false)
	a.did = "Kept the card of"
	return a, ring.Add(c)
}

func runKeyRemove(_ context.Context, k *call) (answer, error) {
	ring, err := k.ring()
	if err != nil {
		return nil, err
	}
	e, err := ring.Find(k.args[0])
	if err != nil {
		return nil, err
	}
	a := keyFrom(e.Card, e.Own, e.Locked)
	a.did = "Removed the card of"
	return a, ring.Remove(e.Name)
}
