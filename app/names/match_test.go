package names_test

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"redthread/app/names"
)

// aName draws names of several scripts, with numbers, forms and noise.
func aName() *rapid.Generator[string] {
	word := rapid.SampledFrom([]string{
		"Ivan", "Petrov", "Ким", "Иванов", "Сергеевич", "김철수", "이바노프", "محمد", "علي", "Zenco", "39", "93", "GENCO", "Ltd", "ООО", "завод", "Trading", "北京", "习近平", "Müller", "van", "der", "al",
		"Rahman", "J", "Ο", "Παπαδόπουλος", "სახლი", "Երևան", "コリア", "ירושלים", "",
	})
	return rapid.Custom(func(t *rapid.T) string {
		parts := rapid.SliceOfN(rapid.OneOf(word, rapid.StringN(0, 8, 24)), 0, 6).Draw(t, "parts")
		return strings.Join(parts, rapid.SampledFrom([]string{" ", "-", ", ", ""}).Draw(t, "between"))
	})
}

func aKind() *rapid.Generator[names.Kind] {
	return rapid.SampledFrom([]names.Kind{names.Thing, names.Person, names.Company, names.Vessel})
}

func TestCompareIsSymmetricAndTheSameEveryTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kind := aKind().Draw(t, "kind")
		a, b := names.Prepare(aName().Draw(t, "a"), kind), names.Prepare(aName().Draw(t, "b"), kind)
		ab, ba := names.Compare(a, b), names.Compare(b, a)
		if ab.Score != ba.Score {
			t.Fatalf("%q and %q score %v, the other way %v", a.Raw(), b.Raw(), ab.Score, ba.Score)
		}
		if again := names.Score(a, b); again != ab.Score {
			t.Fatalf("%q and %q score %v, then %v", a.Raw(), b.Raw(), ab.Score, again)
		}
		if ab.Score < 0 || ab.Score > 1 || math.IsNaN(ab.Score) {
			t.Fatalf("%q and %q score %v", a.Raw(), b.Raw(), ab.Score)
		}
		for i, r := range ab.Reasons {
			if r.Text == "" || r.Weight < 0 || r.Weight > 1 || r.Similarity < 0 || r.Similarity > 1 {
				t.Fatalf("reason %d of %q and %q: %+v", i, a.Raw(), b.Raw(), r)
			}
		}
	})
}

func TestANameIsItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw, kind := aName().Draw(t, "name"), aKind().Draw(t, "kind")
		n := names.Prepare(raw, kind)
		if n.Empty() {
			return
		}
		if s := names.Score(n, names.Prepare(raw, kind)); s != 1 {
			t.Fatalf("%q as a %s scores %v with itself", raw, kind, s)
		}
	})
}
