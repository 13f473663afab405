package names

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestWordsAreCutAtTheirScript(t *testing.T) {
	for text, want := range map[string][]Word{
		"": nil,
		"Иванов I.": {
			{"Иванов", "иванов", Cyrillic, 0, 6}, {"I", "i", Roman, 7, 8},
		},
		"O’Neil-39 ООО«Zenco39»": {
			{"O’Neil", "oneil", Roman, 0, 6}, {"39", "39", Digit, 7, 9}, {"ООО", "ооо", Cyrillic, 10, 13}, {"Zenco39", "zenco39", Roman, 14, 21},
		},
		"김철수 (Kim)の山田タロウ": {
			{"김철수", "김철수", Hangul, 0, 3}, {"Kim", "kim", Roman, 5, 8}, {"の", "の", Kana, 9, 10}, {"山田", "山田", Han, 10, 12}, {"タロウ", "タロウ", Kana, 12, 15},
		},
		"Семе́нов":  {{"Семе́нов", "семе́нов", Cyrillic, 0, 8}},
		"'a' b'":    {{"a", "a", Roman, 1, 2}, {"b", "b", Roman, 4, 5}},
		"7-й \xffщ": {{"7", "7", Digit, 0, 1}, {"й", "й", Cyrillic, 2, 3}, {"щ", "щ", Cyrillic, 5, 6}},
	} {
		if diff := cmp.Diff(want, Words(text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

func TestWordsLieInTheirText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		points, last := []rune(text), 0
		for _, w := range Words(text) {
			if w.Start < last || w.End <= w.Start || w.End > len(points) {
				t.Fatalf("word %+v of %q after %d", w, text, last)
			}
			if got := string(points[w.Start:w.End]); got != w.Text && strings.ToValidUTF8(w.Text, "") == w.Text {
				t.Fatalf("word %+v of %q lies at %q", w, text, got)
			}
			last = w.End
		}
	})
}

func TestLatin(t *testing.T) {
	for word, want := range map[string]string{
		"Щукин": "shchukin", "Хрущёв": "khrushchyov", "Юлия": "yuliya", "Київ": "kiyiv", "Қазақ": "qazaq", "Ђорђе": "djordje", "ГУЛАГ": "gulag",
		"김": "gim", "신라": "silla", "독립": "dongnip", "종로": "jongno", "한라": "halla", "닭": "dak", "닭이": "dalgi", "값이": "gapsi", "평양": "pyeongyang",
		"とうきょう": "toukyou", "ロシア": "roshia", "サッポロ": "sapporo", "ジャパン": "japan", "ティ": "ti", "ー": "",
		"Παπαδόπουλος": "papadopoylos", "محمد": "mhmd", "كوريا": "kuria", "שלום": "shlvm",
		"Šešelj": "seselj", "Łódź": "lodz", "Groß": "gross", "Ș": "s", "Ærø": "aero", "O’Neil": "oneil", "ﬁne": "fine",
		"金正恩": "金正恩", "٣٩": "39", "": "",
	} {
		if got := Latin(word); got != want {
			t.Errorf("Latin(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestFoldMeets(t *testing.T) {
	for _, same := range [][]string{
		{"Evgeny", "Евгений", "Evgenij", "Evgeniy", "Yevgeniy", "Yevgenii", "Jewgenij"},
		{"Щербаков", "Shcherbakov", "Ščerbakov", "Schtscherbakow"},
		{"Zhukov", "Жуков", "Žukov"},
		{"Юлия", "Iuliia", "Yuliya", "Julija"},
		{"Philipp", "Filip", "Филипп"},
		{"Tsaritsyn", "Царицын", "Tzaritsin"},
	} {
		for _, word := range same[1:] {
			if Fold(word) != Fold(same[0]) {
				t.Errorf("Fold(%q) = %q, Fold(%q) = %q", word, Fold(word), same[0], Fold(same[0]))
			}
		}
	}
}

// The spellings of a line are of one name, by BGN, ISO 9, the passport, German, Polish and Korean habits.
var spellings = []string{
	"Хабаров Khabarov Habarov Chabarow Chabarov 하바로프",
	"Щербаков Shcherbakov Ščerbakov Schtscherbakow Szczerbakow Shcherbakoff",
	"Жуков Zhukov Žukov Schukow Żukow Joukov 주코프",
	"Иванов Ivanov Iwanow Ivanoff Iwanoff 이바노프",
	"Евгений Evgeniy Yevgeny Evgenij Jewgenij Evgenii 예브게니",
	"Юрий Yuri Iurii Jurij Yuriy Юрiй 유리",
	"Сергей Sergey Sergei Sergej Siergiej 세르게이",
	"Ёлкин Елкин Yolkin Jolkin Elkin Ëlkin",
	"Чехов Chekhov Čehov Tschechow Czechow Tchekhov 체호프",
	"Владимир Vladimir Wladimir Włodimir Volodymyr 블라디미르",
	"Путин Putin Putín Poutin Poutine 푸틴",
	"김 Kim Gim Ким",
	"이 리 Lee Yi Rhee Ri I Ли",
	"박 Park Pak Bak Пак",
	"최 Choi Choe Ch’oe Цой Чхве Чой",
	"정 Jung Jeong Chung Chong Chŏng Чон Jeung",
	"조 Jo Cho Чо",
	"류 유 Ryu Yu Yoo Рю Ю Lyu",
	"임 림 Im Lim Rim Лим",
	"노 로 Noh Roh Ro No Но",
	"백 Baek Paek Paik Пэк",
	"강 Kang Gang Кан",
	"황 Hwang Hoang Хван",
	"권 Kwon Gwon Kweon Квон",
	"은 Eun Un Ŭn Ын",
	"영 Young Yong Yeong Yŏng Ён",
	"철 Chol Cheol Chŏl Чхоль Чоль",
	"명 Myong Myung Myeong Мён Мен",
	"철수 Cholsu Cheolsoo Ch’ŏlsu Чхольсу Cheolsu",
	"정은 Jongun Jeongeun Jungeun Чонын Ченын",
	"승원 Seungwon Sungwon Sŭngwŏn Сынвон",
	"은경 Eunkyung Eunkyeong Ŭn’gyŏng Ынгён Ungyong",
	"국환 Gukhwan Kukhwan Gookhwan Кукхван",
	"평양 Pyongyang Pyeongyang P’yŏngyang Пхеньян",
	"محمود Mahmud Mahmoud Махмуд",
	"إبراهيم Ibrahim Ибрагим",
	"ヤマダ Yamada Ямада",
	"Παπαδόπουλος Papadopoulos Пападопулос",
}

func TestSpellingsOfANameShareAKey(t *testing.T) {
	missed, all := 0, 0
	for _, line := range spellings {
		words := strings.Fields(line)
		for i, a := range words {
			for _, b := range words[i+1:] {
				all++
				if !meet(a, b) {
					missed++
					t.Logf("%s %v, %s %v", a, Keys(a), b, Keys(b))
				}
			}
		}
	}
	if missed > 0 {
		t.Errorf("%d of %d pairs share no key", missed, all)
	}
}

func meet(a, b string) bool {
	return slices.ContainsFunc(Keys(a), func(k string) bool { return slices.Contains(Keys(b), k) })
}

func TestStrangersShareNoKey(t *testing.T) {
	for _, pair := range [][2]string{
		{"Иванов", "Петров"},
		{"Kim", "Park"},
		{"김", "박"},
		{"Ким", "Kang"},
		{"정은", "정일"},
		{"Sakhalin", "Magadan"},
		{"Zenco", "Rason"},
		{"39", "40"},
		{"김철수", "박철민"},
		{"Ольга", "Елена"},
	} {
		if meet(pair[0], pair[1]) {
			t.Errorf("%s %v and %s %v share a key", pair[0], Keys(pair[0]), pair[1], Keys(pair[1]))
		}
	}
}

func TestAKoreanNameIsFoundByItsPart(t *testing.T) {
	if !slices.Contains(Keys("김철수"), Keys("Chol-su")[0]) && !meet("김철수", "철수") {
		t.Errorf("김철수 has the keys %v, 철수 %v", Keys("김철수"), Keys("철수"))
	}
	if whole, with := Keys("김철수")[0], Keys("김철수는")[0]; !strings.HasPrefix(with, whole) {
		t.Errorf("김철수는 has the key %s, 김철수 %s", with, whole)
	}
	want := [][]string{{"김", "철수"}, {"김", "철", "수"}}
	if got := KoreanParts("김철수"); !cmp.Equal(got, want) {
		t.Errorf("parts of 김철수: %v", got)
	}
	for _, word := range []string{"김", "Kim", "김정은이다요", "김a", ""} {
		if got := KoreanParts(word); got != nil {
			t.Errorf("parts of %q: %v", word, got)
		}
	}
}

func TestKeysArePlain(t *testing.T) {
	for _, word := range []string{"", "金", "'", "—", "\xff"} {
		if got := Keys(word); len(got) != 0 {
			t.Errorf("Keys(%q) = %v", word, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-zà-žа-я가-힣ァ-ヶا-ي]{1,12}`)).Draw(t, "word")
		keys := Keys(word)
		if len(keys) > mostKeys {
			t.Fatalf("%d keys", len(keys))
		}
		for i, k := range keys {
			if k == "" || strings.Trim(k, "abcdefghijklmnopqrstuvwxyz0123456789") != "" || slices.Contains(keys[:i], k) {
				t.Fatalf("Keys(%q) = %q", word, keys)
			}
		}
		if !slices.Equal(keys, Keys(word)) || !slices.Equal(keys, Keys(strings.ToUpper(strings.ToLower(word)))) && ascii(word) {
			t.Fatalf("Keys(%q) changes", word)
		}
		Latin(word)
		Fold(word)
		Forms(word, "")
	})
}

func TestForms(t *testing.T) {
	for _, c := range []struct{ word, lang, finds, not string }{
		{"рабочих", "", "рабочие рабочего рабочим", "работа рабский"},
		{"рабочие", "ru", "рабочих", ""},
		{"суд", "", "суда судом суде суды", "судно судак"},
		{"суда", "", "суд судами", "судно"},
		{"рынок", "", "рынка рынке", "рынд"},
		{"рынка", "", "рынок рынков", ""},
		{"иностранцев", "", "иностранец иностранцы иностранца", "иностранный"},
		{"Иванова", "", "Иванов Иванову", "Иваненко"},
		{"зарплату", "", "зарплата зарплаты", ""},
		{"workers", "", "worker", "work workshop"},
		{"worker", "", "workers", "workshop"},
		{"companies", "en", "company", "compare"},
		{"company", "", "companies", ""},
		{"hired", "", "hire hires hiring", "hi"},
		{"wages", "", "wage", "wag"},
		{"planned", "", "plan", "plane"},
		{"visa", "", "visas", "vis"},
		{"노동자를", "", "노동자 노동자들이", "노동"},
		{"러시아에서", "ko", "러시아", "러시"},
		{"노동", "", "", "노"},
		{"Arbeiter", "de", "", "Arbeit"},
		{"Zenco39", "", "", "Zenco"},
	} {
		forms := Forms(c.word, c.lang)
		found := func(word string) bool {
			return slices.ContainsFunc(forms, func(f Form) bool {
				word := strings.ToLower(word)
				return f.Text == word || f.Prefix && strings.HasPrefix(word, f.Text)
			})
		}
		for _, w := range strings.Fields(c.finds) {
			if !found(w) {
				t.Errorf("%s does not find %s: %v", c.word, w, forms)
			}
		}
		for _, w := range strings.Fields(c.not) {
			if found(w) {
				t.Errorf("%s finds %s: %v", c.word, w, forms)
			}
		}
	}
	if got := Stem("рабочих", "ru"); !slices.Equal(got, []string{"рабоч"}) {
		t.Errorf("stem of рабочих: %v", got)
	}
}

func BenchmarkKeys(b *testing.B) {
	for _, word := range []string{"Shcherbakov", "Chang", "Щербаков", "Чхольсу", "김철수는", "محمود", "Ščerbakov"} {
		b.Run(word, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Keys(word)
			}
		})
	}
}
