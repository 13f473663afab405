package recognise

import "strings"

// The beginnings of the words by which Suggest tells what a number is, whole
// words with a $. Small letters, ё as е.

// bases are the kinds of pay, in the words of the ontology's choice.
var bases = []told{
	{"paid", stems("pay pays paid paying charge charges charged fee fees invoice billed customer customers client cost costs плат оплат заказчик стоимост взнос обходит 지급 지불 낸다 냈다 납부 비용")},
	{"declared", stems("list declar advert salar wage filing filings official offer offered promis posting vacanc report reported stated registered заяв объяв оклад указа зарплат официальн ваканс деклар 임금 월급 공고 신고 급여 연봉 시급")},
	{"received", stems("receiv earn earns earned kept keep keeps pocket take-home gets$ got$ left home получа получил получил остает руки зарабат 받는 받은 받았 받고 수령 벌")},
	{"withheld", stems("withh withheld deduct seiz remit confiscat handed taken takes удерж отбира отдав изыма перечисл вычит 공제 상납 떼 송금 압수")},
}

// counts are the four counts that are never mixed.
var counts = []told{
	{"registered", stems("register registr зарегистрир регистр учет учт числ реестр 등록 신고")},
	{"approved", stems("approv authori allow quota granted permission одобр согласов квот разреше 승인 할당 쿼터 허용")},
	{"permitted", stems("permit permits licence license issued выда оформ разрешен 허가 발급")},
	{"present", stems("work$ works working worked live lives lived living employ stay stayed present arriv remain house housed hired работ труд жив прожив находи занят прибы остал нанят 일하 일했 근무 거주 체류 고용 파견 있다 있었")},
}

var (
	declaredPay = stems("list listed declared official offered advertised promised stated registered nominal")
	permitWords = stems("permit permits visa visas licence license authoris authoriz разрешени виз лиценз 허가 비자")
	awardWords  = stems("contract contracts tender award procure lot$ lots$ контракт договор тендер закуп лот 계약 입찰 낙찰")
	personWords = stems(`worker labo employee people person men women citizen national migrant specialist builder grower translator
		interpreter engineer welder fisher guard foreign resident staff crew sailor seafarer seamstress koreans north$ south$ chinese vietnamese
		рабоч человек люд работник сотрудник граждан мигрант специалист строител овощевод переводчик инженер сварщик иностран лиц моряк рыбак швей корейц`)
	wageWords   = stems("wage wages salar pay pays paid earn earns earned stipend зарплат оклад заработ жаловань 임금 월급 급여 연봉 시급 일당")
	ownWords    = stems("own$ owns owned owner ownership owning stake hold$ holds$ held$ holding shareholder share$ shares$ shareholding belong equity владе принадлеж доля доли долю долей устав акци учредител 지분 소유 보유 주식")
	partWords   = stems("share$ доля доли долю долей") // of a firm, or of anything else
	ownersOwn   = stems("his$ her$ its$ their$ our$ your$ my$")
	otherParts  = stems("differ gap$ increas decreas rise rises rose fall$ falls fell growth drop discount more$ less$ higher lower chance cut$ tax разниц рост прирост снижен сниз увелич больше меньше выше ниже скидк 차이 증가 감소")
	timeWords   = stems("year$ years$ month$ months$ week$ weeks$ day$ days$ hour$ hours$ minute$ minutes$ год$ года$ лет$ годов$ месяц$ месяца$ месяцев$ недел день$ дня$ дней$ час$ часа$ часов$ минут сутки$ суток$ 년 개월 주$ 주일 주간 일$ 일간 시간 분$")
	foundWords  = stems("founded incorporat establish создан основан учрежден зарегистрировано 설립 창립")
	issueWords  = stems("issue issued issues granted выдан выдал оформл 발급 나왔")
	advertWords = stems("advert posted posting vacanc ad$ ads$ объявлен ваканс 공고 구인")
)

func stems(words string) []string { return strings.Fields(words) }
