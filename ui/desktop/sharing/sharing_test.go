package sharing

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"redthread/app"
	"redthread/app/keys"
	"redthread/app/redact"
	casesharing "redthread/app/sharing"
	"redthread/store"
	"redthread/ui/desktop/chooser"
	"redthread/ui/desktop/desk/desktest"
	"redthread/ui/desktop/part"
)

// form is the share form with the case's own figures.
func form(t *testing.T, d *desktest.Desk) *shareForm {
	t.Helper()
	e, err := casesharing.Expose(t.Context(), d.Case())
	if err != nil {
		t.Fatal(err)
	}
	ring := keys.Open(d.Env())
	entries, err := ring.List()
	if err != nil {
		t.Fatal(err)
	}
	f := newShareForm(d, ring, entries, e)
	f.content()
	return f
}

// says tells whether a text with these words in it is drawn somewhere below an object.
func says(o fyne.CanvasObject, words string) bool {
	return slices.ContainsFunc(desktest.Parts[*part.Text](o), func(t *part.Text) bool { return strings.Contains(t.Text(), words) })
}

// into sets where the share goes, as typing it does.
func (f *shareForm) into(d *desktest.Desk, path string) {
	f.file, f.own = chooser.NewPlace(d.Window(), path), true
}

// choose chooses a facet as a person does.
func choose(f *part.Facets, key string) {
	f.Select(key)
	if f.OnSelect != nil {
		f.OnSelect(key)
	}
}

func TestASealedShareOpensAgain(t *testing.T) {
	d := desktest.New(t)
	f := form(t, d)
	path := filepath.Join(t.TempDir(), "for-anna.rtcase.age")
	f.into(d, path)
	if f.share() {
		t.Fatal("it was shared without a passphrase")
	}
	f.pass.SetText("three blind mice")
	f.again.SetText("three blind rats")
	if f.share() {
		t.Fatal("two different passphrases were taken")
	}
	d.Failed = nil
	f.again.SetText("three blind mice")
	choose(f.named, string(redact.Full))
	f.into(d, path)
	if !f.share() {
		t.Fatal(d.Failed)
	}
	d.NoFailure()
	if _, err := casesharing.Open(t.Context(), path, casesharing.Opener{Passphrase: "wrong"}, store.Options{}); err == nil {
		t.Error("a wrong passphrase opens it")
	}
	c, err := casesharing.Open(t.Context(), path, casesharing.Opener{Passphrase: "three blind mice"}, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	same, err := casesharing.Compare(t.Context(), d.Case(), c)
	if err != nil || !same.Same() {
		t.Errorf("the share differs: %+v %v", same, err)
	}
}

func TestTheWarningCountsThoseNamed(t *testing.T) {
	d := desktest.New(t)
	sources, err := d.Case().Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := app.AddEntity(t.Context(), d.Case(), "Person", "Ri Chol Su", store.ClassWorker, nil, app.Cite{Source: sources[0].ID}); err != nil {
		t.Fatal(err)
	}
	f := form(t, d)
	if f.named.Selected() != string(redact.Public) {
		t.Error("with a worker in the case, names are not hidden by default")
	}
	if !strings.Contains(f.exposure.Sentence(), "1 worker") {
		t.Errorf("the warning says %q", f.exposure.Sentence())
	}
	path := filepath.Join(t.TempDir(), "open.rtcase")
	choose(f.seal, sealNone)
	f.into(d, path)
	if !f.share() {
		t.Fatal(d.Failed)
	}
	d.NoFailure()
	c, err := store.Open(t.Context(), path, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	names, err := c.Names(t.Context(), []string{"name"})
	if err != nil {
		t.Fatal(err)
	}
	if slices.ContainsFunc(names, func(n store.NamedEntity) bool { return strings.Contains(n.Text, "Chol Su") }) {
		t.Error("the worker is named in a share that hides workers")
	}
}

func TestASignatureIsSeen(t *testing.T) {
	d := desktest.New(t)
	ring := keys.Open(d.Env())
	if _, err := ring.Make("Lena", ""); err != nil {
		t.Fatal(err)
	}
	f := form(t, d)
	choose(f.named, string(redact.Full))
	choose(f.seal, sealKeys)
	f.to.SetSelected([]string{"Lena"})
	choose(f.sign, "Lena")
	path := filepath.Join(t.TempDir(), "signed.rtcase.age")
	f.into(d, path)
	if !f.share() {
		t.Fatal(d.Failed)
	}
	d.NoFailure()
	sender, err := casesharing.CheckSignature(path, ring)
	if err != nil || !sender.Valid || sender.Name != "Lena" {
		t.Fatalf("%+v %v", sender, err)
	}
	// One's own key opens it without a question.
	Preview(d, path)
	d.NoFailure()
	if len(d.Sheets) != 1 || !says(d.Sheets[0].Content, "Both files hold the same") || !says(d.Sheets[0].Content, "Lena") {
		t.Error("the preview does not say who signed, or that nothing differs")
	}
}

// apart makes a copy of the desk's case and changes both.
func apart(t *testing.T, d *desktest.Desk) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "colleague.rtcase")
	if err := d.Case().SaveCopy(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	other, err := store.Open(t.Context(), path, store.Options{Author: "Boris", Replica: store.ID{7}})
	if err != nil {
		t.Fatal(err)
	}
	sources, err := other.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	id, err := app.AddEntity(t.Context(), other, "Company", "Vostok Stroy", "", nil, app.Cite{Source: sources[0].ID})
	if err != nil {
		t.Fatal(err)
	}
	rows, _, err := other.Entities(t.Context(), store.EntityFilter{Text: "Mokran"})
	if err != nil || len(rows) == 0 {
		t.Fatal(err)
	}
	judge := func(c *store.Case, v store.Verdict, other store.ID) {
		if _, err := c.Update(t.Context(), "judge", func(tx *store.Tx) error {
			_, err := tx.Judge(rows[0].ID, other, v, "")
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	second, _, err := other.Entities(t.Context(), store.EntityFilter{Text: "Kanson"})
	if err != nil || len(second) == 0 {
		t.Fatal(err)
	}
	judge(other, store.Same, second[0].ID)
	judge(d.Case(), store.Different, second[0].ID)
	_ = id
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestMergeWithAPreviewAndACard(t *testing.T) {
	d := desktest.New(t)
	path := apart(t, d)
	Preview(d, path)
	d.NoFailure()
	sheet := d.Sheets[0]
	for _, want := range []string{"A merge brings", "1 entity", "the same?", "Boris"} {
		if !says(sheet.Content, want) {
			t.Errorf("the preview does not say %q", want)
		}
	}
	before, err := d.Case().Info(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !sheet.Save() {
		t.Fatal(d.Failed)
	}
	d.NoFailure()
	after, err := d.Case().Info(t.Context())
	if err != nil || after.Entities != before.Entities+1 {
		t.Errorf("%d entities, had %d: %v", after.Entities, before.Entities, err)
	}
	all, err := d.Case().Conflicts(t.Context())
	if err != nil || len(all) != 1 {
		t.Fatalf("%d conflicts: %v", len(all), err)
	}

	AskConflicts(d)
	decide := d.Sheets[len(d.Sheets)-1]
	if decide.Save() {
		t.Error("nothing was chosen, and it was decided")
	}
	d.Failed = nil
	for _, f := range desktest.Parts[*part.Facets](decide.Content) {
		choose(f, "0")
	}
	if !decide.Save() {
		t.Fatal(d.Failed)
	}
	d.NoFailure()
	if all, err = d.Case().Conflicts(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("%d conflicts are left: %v", len(all), err)
	}
	// Both actions are taken back, and the same merge can be made again.
	for range 2 {
		if _, err := d.Case().Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if back, err := d.Case().Info(t.Context()); err != nil || back.Entities != before.Entities {
		t.Errorf("after undo %d entities, had %d: %v", back.Entities, before.Entities, err)
	}
	Preview(d, path)
	if s := d.Sheets[len(d.Sheets)-1]; !says(s.Content, "will come again") {
		t.Error("the preview does not say that what was taken back comes again")
	}
}

func TestKeysInTheSettings(t *testing.T) {
	d := desktest.New(t)
	k := NewKeys(d)
	k.Read()
	if !says(k.Content(), "No key yet.") {
		t.Error("an empty ring says nothing")
	}
	k.askMake()
	if !d.Sheets[0].Save() && len(d.Failed) == 0 {
		t.Error("a key without a name was refused in silence")
	}
	d.Failed = nil
	anna, err := keys.New("Anna")
	if err != nil {
		t.Fatal(err)
	}
	k.askCard()
	entry := desktest.Parts[*part.TextEntry](d.Sheets[1].Content)[0]
	entry.SetText("nonsense")
	if d.Sheets[1].Save() {
		t.Error("nonsense was taken for a card")
	}
	d.Failed = nil
	entry.SetText(anna.Card().String())
	if !d.Sheets[1].Save() {
		t.Fatal(d.Failed)
	}
	if !says(k.Content(), anna.Card().Fingerprint()) {
		t.Error("the fingerprint of a colleague's card is not shown")
	}
}

func TestPictures(t *testing.T) {
	desktest.Shoot(t, "share", func(t *testing.T, d *desktest.Desk) { Ask(d) })
	desktest.Shoot(t, "merge", func(t *testing.T, d *desktest.Desk) { Preview(d, apart(t, d)) })
}
