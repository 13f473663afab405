package plain

import (
	"fmt"
	"strings"
	"testing"
)

// Sentences of our own, none of which the table was made from.
var sentences = map[string]string{
	"ru": "Рыбный завод на острове нанял летом двести сезонных рабочих, и никто из них не получил договора на руки. " +
		"Мастер смены говорил, что зарплату выдадут в конце путины. Общежитие стояло за складом, в комнате жили по восемь человек. " +
		"Прокуратура проверила фирму дважды: в марте 2017 года и ещё раз осенью. Директор объяснил, что бухгалтер заболела. " +
		"По выписке из реестра учредителями числятся двое граждан, адрес совпадает с адресом соседней компании.",
	"uk": "Їхній бригадир зібрав паспорти ще в порту й пообіцяв повернути їх після сезону. Працівниці сортували рибу по дванадцять годин на день, " +
		"а вихідний мали лише раз на два тижні. Перевірка виявила, що підприємство не має дозволу на іноземну робочу силу. " +
		"Один із чоловіків розповів, що гроші за квиток відрахували з платні. Суд відклав засідання, бо свідки вже поїхали.",
	"ko": "선원들은 봄부터 가을까지 배에서 지냈고 월급은 회사가 따로 보관한다고 들었다. 공장 관리인은 노동자 명단을 보여 주지 않았다. " +
		"계약서에는 하루 여덟 시간 일한다고 적혀 있지만 실제로는 밤늦게까지 생선을 다듬었다. 감독관이 다녀간 뒤 숙소의 창문을 새로 달았다. " +
		"우리는 등기부와 세관 기록을 나란히 놓고 날짜를 하나씩 맞추어 보았다. 통역을 맡은 사람은 이름을 밝히지 말아 달라고 부탁했다.",
	"ja": "工場の責任者は、外国から来た作業員の人数を教えてくれなかった。契約書には一日八時間と書いてあるが、実際には夜遅くまで魚をさばいていた。" +
		"登記簿によると、この会社の住所は隣の倉庫と同じである。私たちは税関の記録を一つずつ調べ、日付を並べて比べた。給料の半分は仲介者が受け取っていたという。" +
		"漁期が終わると、宿舎は空になり、窓には板が打ちつけられた。",
	"zh": "工厂经理拒绝透露外籍工人的人数。合同写明每天工作八小时，实际上他们常常忙到深夜。根据登记资料，这家公司的地址与隔壁仓库完全相同。" +
		"我们把海关记录和船期表放在一起逐日核对。工资的一半由中介扣下，剩余部分要等渔季结束以后才发。检查人员走后，宿舍换了新的窗户。有一位翻译请我们不要写出他的姓名。",
	"en": "The foreman’s list shows forty names – half of them misspelt – and no dates at all. “Nobody asked us,” one welder said, “and nobody paid.” " +
		"Rent was taken off in advance: £45 a week for a shared room. The café beside the gate kept its own tally of who’d come and who hadn’t.",
	"de": "Die Behörde prüfte den Betrieb erst, als die Löhne schon drei Monate überfällig waren. Für die Unterkunft zog die Firma täglich fünf Euro ab, " +
		"obwohl niemand darüber gesprochen hatte. Später hieß es, die Verträge lägen im Büro des Geschäftsführers. Zwölf Männer schliefen in einem Raum ohne Fenster.",
	"pl": "Pracownicy mówili, że paszporty zabrano im już na lotnisku. Każdy dostał łóżko w baraku i część wypłaty, resztę miał przesłać pośrednik. " +
		"Spółka zgłosiła upadłość, zanim inspekcja zdążyła obejrzeć księgi.",
}

var encodingsOf = map[string][]string{
	"ru": {"utf-8", "windows-1251", "koi8-r", "cp866", "mac-cyrillic", "utf-16le", "utf-16be"},
	"uk": {"utf-8", "windows-1251", "koi8-u", "utf-16le"},
	"ko": {"utf-8", "cp949", "utf-16le"},
	"ja": {"utf-8", "shift_jis", "euc-jp", "iso-2022-jp", "utf-16le"},
	"zh": {"utf-8", "gb18030", "utf-16le"},
	"en": {"utf-8", "windows-1252", "utf-16le"},
	"de": {"utf-8", "windows-1252", "utf-16be"},
	"pl": {"utf-8", "windows-1250", "iso-8859-2"},
}

func encode(t testing.TB, charset, text string) []byte {
	t.Helper()
	e, ok := Charset(charset)
	if !ok {
		t.Fatalf("there is no charset %q", charset)
	}
	b, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatalf("writing %q in %s: %v", text, charset, err)
	}
	return b
}

// rightOf counts the windows of so many characters that are decoded as they were.
func rightOf(t *testing.T, text, charset string, length int) (right, all int, wrong []string) {
	runes := []rune(text)
	for at := 0; at+length <= len(runes); at += 5 {
		part := string(runes[at : at+length])
		b := encode(t, charset, part)
		ascii := true
		for _, c := range b {
			ascii = ascii && c < 0x80
		}
		if ascii && charset != "iso-2022-jp" && !strings.HasPrefix(charset, "utf-16") {
			continue // nothing to be told apart
		}
		all++
		got, as, _ := Decode(b, "")
		if got == part {
			right++
		} else {
			wrong = append(wrong, fmt.Sprintf("%q as %s %q", part, as, got))
		}
	}
	return right, all, wrong
}

func TestDecodeTellsCharsetsApart(t *testing.T) {
	lengths := []int{8, 20, 40, 80, 160}
	least := []float64{0.5, 0.9, 0.97, 0.99, 1}
	sum, of := make([]int, len(lengths)), make([]int, len(lengths))
	for language, text := range sentences {
		for _, charset := range encodingsOf[language] {
			row := fmt.Sprintf("%s %-13s", language, charset)
			for i, length := range lengths {
				right, all, wrong := rightOf(t, text, charset, length)
				sum[i], of[i] = sum[i]+right, of[i]+all
				if all > 0 {
					row += fmt.Sprintf(" %5.1f", 100*float64(right)/float64(all))
				}
				if length >= 20 && len(wrong) > 0 && testing.Verbose() {
					t.Logf("%s %s %d: %d wrong, %s", language, charset, length, len(wrong), wrong[0])
				}
			}
			t.Log(row)
		}
	}
	for i, length := range lengths {
		share := float64(sum[i]) / float64(of[i])
		t.Logf("%d characters: %.2f %% of %d", length, 100*share, of[i])
		if share < least[i] {
			t.Errorf("of texts of %d characters %.3f are right, want %.2f", length, share, least[i])
		}
	}
}
