package command

import (
	"bufio"
	"context"
	"os"
	"path/filepath"
	"strings"

	"redthread/app/keys"
	"redthread/app/redact"
	"redthread/app/sharing"
	"redthread/store"
)

var (
	argOther       = arg{name: "OTHER"}
	flagPassphrase = flag{name: "passphrase-file", value: "PATH", help: "a file whose first line is the passphrase of the seal"}
	flagKey        = flag{name: "key", value: "NAME", help: "your key that a seal was made for; all of your keys without a passphrase where it is left out"}
	flagKeyPass    = flag{name: "key-passphrase-file", value: "PATH", help: "a file whose first line unlocks your key"}
	flagsOpen      = []flag{flagPassphrase, flagKey, flagKeyPass}
)

func sharingCommands() []command {
	return []command{
		{
			name: "share", args: []arg{argCase}, brief: "write a clean file for somebody, sealed and signed if you wish", answer: shareAnswer{}, run: runShare,
			flags: []flag{
				{name: "o", short: "o", value: "FILE", need: true, help: "the file to write, a free name"},
				{name: "to", value: "RECIPIENT", many: true, help: "seal it for a key on your ring, or for what begins with age1; may be repeated"},
				{name: "hybrid", help: "seal for the keys that also hold against a quantum computer; needs Redthread or age 1.3 to open"},
				{name: "passphrase-file", value: "PATH", help: "seal it with the passphrase on the first line of this file"},
				{name: "sign", value: "NAME", help: "sign it with this key of yours"},
				flagKeyPass,
				{name: "redaction", value: "full|public", help: "full (the default) sends the case with its history; public makes a case of its own without workers, sources and people without a class"},
			},
			more: "A share holds the state and its history, and nothing that was left over: no bytes of evidence that no source holds, no word of what was deleted in the search index. " +
				"It says how many people the file names in full. With --redaction public the history, texts, files, notes, tags and tasks stay behind, since all of them may hold names. " +
				"A seal keeps the content from whoever gets the file; the name, the size and that it was sent stay visible. A signature stands beside the file as FILE.minisig and shows that nothing was changed, not that what it says is true.",
			examples: []string{"redthread share harbour.rtcase -o for-anna.rtcase.age --to Anna --sign Lena"},
		},
		{
			name: "unseal", args: []arg{{name: "SEALED"}}, brief: "keep a working copy of a sealed file; the copy is plain", answer: unsealAnswer{}, run: runUnseal,
			flags: append([]flag{{name: "o", short: "o", value: "FILE", need: true, help: "the copy to write, a free name"}}, flagsOpen...),
			more:  "The whole file is checked before anything of it stands under the new name. A wrong passphrase, a wrong key and a changed file give the same answer.",
		},
		{
			name: "diff", args: []arg{argCase, argOther}, brief: "say what another file has more, less and otherwise", answer: diffAnswer{}, run: runDiff,
			flags: flagsOpen, more: "The other file may be sealed, and of an older format; neither file is changed. The exit code is 0 also where they differ.",
		},
		{
			name: "merge", args: []arg{argCase, argOther}, brief: "join another file into a case", answer: mergeAnswer{}, run: runMerge,
			flags: append([]flag{{name: "dry-run", help: "say what it would bring, and change nothing"}}, flagsOpen...),
			more: "Everything that only one of the files holds is kept; of a field that both changed the later edit stands, and the other stays in the history. " +
				"What cannot be both is a conflict, to be decided later (\"redthread conflict list\"). The merge is one action: \"redthread undo\" takes it back. It does not matter who merges with whom, and in which order.",
		},
		{
			name: "conflict list", args: []arg{argCase}, brief: "list what two people hold differently", answer: conflictsAnswer{}, run: runConflicts,
		},
		{
			name: "conflict decide", args: []arg{argCase, {name: "NUMBER"}, {name: "SIDE"}}, brief: "decide a conflict: the number of a side, or both", answer: decidedAnswer{}, run: runDecide,
			flags:    []flag{{name: "why", value: "TEXT", help: "the reason"}},
			more:     "Numbers are those of \"conflict list\". Of two values the other is withdrawn, with the reason; of two texts the other stays in the history; of two sources a side means that they are one, and their origin counts once. A decision travels with the next merge.",
			examples: []string{"redthread conflict decide harbour.rtcase 1 2 --why \"the register says so\""},
		},
	}
}

// firstLine reads a passphrase.
func firstLine(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	f, err := os.Open(path)
	if err != nil {
		return "", refuse(store.ErrNotFound, "The file %s with the passphrase cannot be read.", filepath.Base(path))
	}
	defer func() { _ = f.Close() }()
	s := bufio.NewScanner(f)
	if !s.Scan() || s.Text() == "" {
		return "", refuse(store.ErrInvalid, "The first line of %s is empty; write the passphrase there.", filepath.Base(path))
	}
	return strings.TrimRight(s.Text(), "\r"), nil
}

func (k *call) ring() (*keys.Ring, error) {
	env, err := k.env()
	if err != nil {
		return nil, err
	}
	return keys.Open(env), nil
}

// opener collects what may open a seal.
func (k *call) opener(path string) (sharing.Opener, error) {
	var o sharing.Opener
	if !sharing.IsSealed(path) {
		return o, nil
	}
	var err error
	if o.Passphrase, err = firstLine(k.text("passphrase-file")); err != nil {
		return o, err
	}
	ring, err := k.ring()
	if err != nil {
		return o, err
	}
	pass, err := firstLine(k.text("key-passphrase-file"))
	if err != nil {
		return o, err
	}
	if name := k.text("key"); name != "" {
		key, err := ring.Unlock(name, pass)
		if err != nil {
			return o, err
		}
		o.Keys = []*keys.Key{key}
		return o, nil
	}
	if o.Passphrase != "" {
		return o, nil
	}
	o.Keys, err = ring.Unlocked()
	return o, err
}

// other opens the second file of a command, for reading.
func (k *call) other(ctx context.Context, path string) (*store.Case, error) {
	env, err := k.env()
	if err != nil {
		return nil, err
	}
	o, err := k.opener(path)
	if err != nil {
		return nil, err
	}
	return sharing.Open(ctx, path, o, env.StoreOptions())
}

// sender says in one line whose signature stands beside a file.
func (k *call) sender(path string) (string, bool, error) {
	ring, err := k.ring()
	if err != nil {
		return "", false, err
	}
	s, err := sharing.CheckSignature(path, ring)
	if err != nil {
		return "", false, err
	}
	if !s.Signed {
		return "", true, nil
	}
	return s.Sentence(filepath.Base(path)), !s.Known || s.Valid, nil
}

type shareAnswer struct {
	File      string           `json:"file" doc:"base name of the share"`
	Signature string           `json:"signature" doc:"base name of the signature, \"\" where it is not signed"`
	Sealed    bool             `json:"sealed" doc:"true where it is sealed"`
	Bytes     int64            `json:"bytes" doc:"its size"`
	Named     sharing.Exposure `json:"named" doc:"people whom the file names in full"`
	Hidden    *sharing.Hidden  `json:"hidden" doc:"what was left out, null where nothing was"`
}

func (a shareAnswer) print(p *page) {
	p.line("Wrote %s (%d bytes, %s).", a.File, a.Bytes, map[bool]string{true: "sealed", false: "not sealed: whoever gets it can read it"}[a.Sealed])
	if a.Signature != "" {
		p.line("Its signature is %s; send both.", a.Signature)
	}
	if a.Hidden != nil {
		p.line("Left out: %d people, %d sources, %d statements that name them; the history, texts, files, notes, tags and tasks stayed behind.", a.Hidden.People, a.Hidden.Sources, a.Hidden.Statements)
		return
	}
	p.line("%s", a.Named.Sentence())
	if a.Named.Protected() > 0 {
		p.line("--redaction public writes a file without the workers, the sources and those without a class.")
	}
}

func runShare(ctx context.Context, k *call) (answer, error) {
	profile, err := k.oneOf("redaction", "full", "public")
	if err != nil {
		return nil, err
	}
	env, err := k.env()
	if err != nil {
		return nil, err
	}
	to := k.text("o")
	if _, err := os.Stat(filepath.Dir(to)); err != nil {
		return nil, refuse(store.ErrNotFound, "The folder of %s does not exist; make it first.", filepath.Base(to))
	}
	order := sharing.Order{To: to, Profile: redact.Profile(profile), Options: env.StoreOptions()}
	ring := keys.Open(env)
	if order.Seal.Passphrase, err = firstLine(k.text("passphrase-file")); err != nil {
		return nil, err
	}
	for _, who := range k.all("to") {
		if !strings.HasPrefix(who, "age1") {
			e, err := ring.Find(who)
			if err != nil {
				return nil, err
			}
			if who = e.Seal; k.has("hybrid") {
				who = e.Hybrid
			}
		}
		order.Seal.To = append(order.Seal.To, who)
	}
	if name := k.text("sign"); name != "" {
		pass, err := firstLine(k.text("key-passphrase-file"))
		if err != nil {
			return nil, err
		}
		if order.Sign, err = ring.Unlock(name, pass); err != nil {
			return nil, err
		}
	}
	a := shareAnswer{File: filepath.Base(to), Sealed: order.Seal.Sealed()}
	return &a, k.reading(ctx, func(c *store.Case) error {
		if a.Named, err = sharing.Expose(ctx, c); err != nil {
			return err
		}
		made, err := sharing.Make(ctx, c, order)
		if err != nil {
			return err
		}
		a.Bytes, a.Hidden = made.Size, made.Hidden
		if a.Hidden != nil {
			a.Named.Workers, a.Named.Sources, a.Named.Unclassed = 0, 0, 0
		}
		if made.Signature != "" {
			a.Signature = filepath.Base(made.Signature)
		}
		return nil
	})
}

type unsealAnswer struct {
	File   string `json:"file" doc:"base name of the sealed file"`
	Copy   string `json:"copy" doc:"base name of the plain copy"`
	Sender string `json:"sender" doc:"what its signature says, \"\" where there is none"`
}

func (a unsealAnswer) print(p *page) {
	if a.Sender != "" {
		p.line("%s", a.Sender)
	}
	p.line("Kept a working copy of %s as %s. The copy is plain: whoever gets it can read it.", a.File, a.Copy)
}

func runUnseal(ctx context.Context, k *call) (answer, error) {
	path, to := k.args[0], k.text("o")
	o, err := k.opener(path)
	if err != nil {
		return nil, err
	}
	a := unsealAnswer{File: filepath.Base(path), Copy: filepath.Base(to)}
	sender, sound, err := k.sender(path)
	if err != nil {
		return nil, err
	}
	if a.Sender = sender; !sound {
		return nil, refuse(store.ErrInvalid, "%s", sender)
	}
	return a, sharing.Unseal(ctx, path, o, to)
}

type diffAnswer struct {
	Same bool `json:"same" doc:"true where nothing differs"`
	sharing.Comparison
	other string
}

func (a diffAnswer) print(p *page) {
	if a.Same {
		p.line("%s holds the same.", a.other)
		return
	}
	for _, part := range []struct {
		head  string
		lines []string
	}{{a.other + " has more", a.More}, {a.other + " lacks", a.Less}, {"Held otherwise", a.Otherwise}} {
		if len(part.lines) == 0 {
			continue
		}
		p.head("%s", part.head)
		for _, l := range part.lines {
			p.line("  %s", flat(l))
		}
	}
}

func runDiff(ctx context.Context, k *call) (answer, error) {
	a := diffAnswer{other: filepath.Base(k.args[1])}
	return &a, k.reading(ctx, func(c *store.Case) error {
		other, err := k.other(ctx, k.args[1])
		if err != nil {
			return err
		}
		defer func() { _ = other.Close() }()
		if a.Comparison, err = sharing.Compare(ctx, c, other); err != nil {
			return err
		}
		a.Same = a.Comparison.Same()
		for _, l := range []*[]string{&a.More, &a.Less, &a.Otherwise} {
			if *l == nil {
				*l = []string{}
			}
		}
		return nil
	})
}

type mergeAnswer struct {
	Merged    bool     `json:"merged" doc:"true where something was written"`
	DryRun    bool     `json:"dry_run" doc:"true where it was tried only"`
	Action    string   `json:"action" doc:"hash of the action, \"\" where nothing was written"`
	Brings    []string `json:"brings" doc:"what comes, one line each"`
	Conflicts []string `json:"conflicts" doc:"what is to be decided, one line each"`
	Sender    string   `json:"sender" doc:"what the signature beside the other file says, \"\" where there is none"`
	other     string
}

func (a mergeAnswer) print(p *page) {
	if a.Sender != "" {
		p.line("%s", a.Sender)
	}
	switch {
	case len(a.Brings) == 0:
		p.line("%s brings nothing; nothing was written.", a.other)
	case a.DryRun:
		p.line("%s would bring:", a.other)
	default:
		p.line("Merged %s. It brought:", a.other)
	}
	for _, l := range a.Brings {
		p.line("  %s", flat(l))
	}
	if len(a.Conflicts) > 0 {
		p.head("To be decided")
		for _, l := range a.Conflicts {
			p.line("  %s", flat(l))
		}
	}
}

func runMerge(ctx context.Context, k *call) (answer, error) {
	a := mergeAnswer{other: filepath.Base(k.args[1]), DryRun: k.has("dry-run"), Brings: []string{}, Conflicts: []string{}}
	sender, sound, err := k.sender(k.args[1])
	if err != nil {
		return nil, err
	}
	if a.Sender = sender; !sound {
		return nil, refuse(store.ErrInvalid, "%s", sender)
	}
	return &a, k.writing(ctx, func(c *store.Case) error {
		other, err := k.other(ctx, k.args[1])
		if err != nil {
			return err
		}
		defer func() { _ = other.Close() }()
		var j store.Joined
		if a.DryRun {
			j, err = sharing.Preview(ctx, c, other)
		} else {
			if _, _, err = c.TakeSnapshot(ctx, 0); err == nil {
				j, err = sharing.Merge(ctx, c, other, nil, nil)
			}
		}
		if err != nil {
			return err
		}
		a.Brings = append(a.Brings, sharing.Words(j)...)
		if a.Merged = !j.Action.IsZero(); a.Merged {
			a.Action = j.Action.String()
		}
		caption := callIt(ctx, c, other)
		for _, f := range j.Conflicts {
			a.Conflicts = append(a.Conflicts, sharing.ConflictWords(f, caption))
		}
		return nil
	})
}
