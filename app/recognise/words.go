package recognise

import "redthread/store/value"

// The words of three languages, by what they can be. Small letters, ё as е.

// plainWords are words whose class says everything.
var plainWords = []struct {
	class class
	words string
}{
	{noun, `worker workers labourer labourers laborer laborers employee employees people persons person men women man woman
		citizen citizens national nationals migrant migrants specialist specialists builder builders grower growers
		translator translators interpreter interpreters engineer engineers cook cooks welder welders fisherman fishermen
		guard guards foreigner foreigners resident residents soldier soldiers student students trainee trainees staff
		director directors owner owners shareholder shareholders official officials inspector inspectors witness witnesses
		applicant applicants member members crew sailor sailors seafarer seafarers doctor doctors nurse nurses driver drivers
		manager managers child children family families household households victim victims passenger passengers
		permit permits visa visas licence licences license licenses contract contracts agreement agreements award awards
		tender tenders application applications authorization authorizations authorisation authorisations quota quotas
		company companies firm firms enterprise enterprises entity entities business businesses employer employers
		subsidiary subsidiaries branch branches venture ventures bank banks account accounts client clients customer customers
		ship ships vessel vessels boat boats tanker tankers trawler trawlers voyage voyages shipment shipments container containers
		site sites building buildings house houses flat flats apartment apartments room rooms dormitory dormitories bed beds
		factory factories farm farms office offices warehouse warehouses school schools hospital hospitals project projects
		place places vacancy vacancies post posts job jobs advert adverts ad ads advertisement advertisements posting postings
		document documents record records page pages filing filings report reports invoice invoices payment payments transfer
		transfers transaction transactions instalment instalments installment installments share shares
		flight flights train trains bus buses truck trucks car cars machine machines
		country countries region regions city cities town towns village villages district districts state states
		case cases complaint complaints inspection inspections violation violations fine fines sentence sentences arrest arrests
		tonne tonnes ton tons kilogram kilograms kg kilometre kilometres kilometer kilometers km metre metres meter meters
		hectare hectares acre acres litre litres liter liters barrel barrels mile miles bag bags box boxes unit units piece pieces
		meal meals break breaks shift shifts time times visit visits interview interviews death deaths injury injuries
		year years month months week weeks day days hour hours minute minutes night nights decade decades
		storey storeys story stories floor floors others group groups team teams brigade brigades party parties
		phone phones address addresses name names letter letters question questions source sources point points
		beneficiary beneficiaries partner partners supplier suppliers contractor contractors farmer farmers villager villagers
		position positions opening openings order orders lot lots plot plots seat seats ticket tickets passport passports
		dwt grt teu megawatts kilowatts restaurant restaurants cafe cafes shed sheds barrack barracks clinic clinics kitchen kitchens worksite worksites garage garages camp camps bus buses hotel hotels shop shops mine mines quarry quarries refugee refugees prisoner prisoners detainee detainees sanction sanctions`},
	{noun, `рабочий рабочих рабочего рабочие рабочим рабочими человек человека людей чел работник работника работников работниками
		сотрудник сотрудника сотрудников гражданин гражданина граждан гражданами гражданам мигрант мигранта мигрантов специалист
		специалиста специалистов специалистами строитель строителя строителей строителями овощевод овощевода овощеводов переводчик
		переводчика переводчиков инженер инженера инженеров повар повара поваров сварщик сварщика сварщиков иностранец иностранца
		иностранцев корейцев корейца кореец китайцев китайца узбеков лиц лица лицо мужчин мужчины женщин женщины детей семей семьи
		директор директора директоров владелец владельца владельцев учредитель учредителя учредителей акционер акционера акционеров
		участник участника участников свидетель свидетеля свидетелей моряк моряка моряков рыбак рыбака рыбаков водитель водителя
		водителей жителей жителя студентов студента стажеров стажера заявителей членов члена
		разрешение разрешения разрешений разрешениями виза визы виз лицензия лицензии лицензий договор договора договоров договорами
		контракт контракта контрактов контрактами соглашение соглашения соглашений заявка заявки заявок заявление заявления заявлений
		квота квоты квот тендер тендера тендеров закупка закупки закупок
		компания компании компаний фирма фирмы фирм предприятие предприятия предприятий организация организации организаций
		юрлиц банк банка банков счет счета счетов клиент клиента клиентов работодатель работодателя работодателей
		судно судна судов корабль корабля кораблей рейс рейса рейсов вагон вагона вагонов машина машины машин
		дома домов здание здания зданий объект объекта объектов квартира квартиры квартир комната комнаты комнат
		общежитие общежития общежитий завод завода заводов цех цеха цехов теплица теплицы теплиц
		место места мест вакансия вакансии вакансий объявление объявления объявлений
		документ документа документов страниц страницы акт акта актов отчет отчета отчетов платеж платежа платежей перевод перевода
		переводов страна страны стран регион региона регионов город города городов район района районов
		дело дела дел жалоба жалобы жалоб проверка проверки проверок нарушение нарушения нарушений штраф штрафа штрафов
		тонн тонны тонна килограмм килограмма килограммов кг км километр километра километров метр метра метров гектар гектара гектаров га
		литр литра литров раз раза доля доли долей акция акции акций лот лота лотов
		год лет месяц месяца месяцев неделя недели недель день дня дней час часа часов минут минуты минуту сутки суток смена смены смен
		этаж этажа этажей группа группы групп бригада бригады бригад единица единицы единиц штук штуки партия партии партий
		склад склада складов лагерь лагеря лагерей магазин магазина магазинов шахта шахты шахт потерпевших пострадавших иностранных_рабочих паспорт паспорта паспортов койка койки коек спальных_мест`},
	{nounPart, `work labour labor job employment residence entry exit company building construction government joint`},
	{stop, `the a an of in on at by for from to with without and or but nor as than that which who whom whose where when while
		were was is are be been being has have had do does did will would can could may might must shall should not no
		this these those it its they their them he his she her we our you your i into over under after before during since
		until between among across through per each every via about because if so then also only even such said says say
		according against off out up down within outside inside near behind beyond
		registered issued approved granted hired employed worked working sent arrived came went got received paid found
		left died fled lived remained stayed earned earns earn work works`},
	{stop, `в во на к ко с со у о об от до по за из под над при для без через между перед после около и или а но да же ли бы не ни
		что как чем который которые которых это этот эта эти их его ее они он она мы вы я был была были было есть будет будут
		по-прежнему уже еще также только даже согласно включая кроме среди вместо против однако если когда где пока`},
	{reference, `no nos nr number resolution article articles art section sec paragraph para clause page pp room rm suite apt
		apartment building bldg house block unit floor table figure fig annex appendix chapter part volume vol issue version ver
		release route highway line gate pier berth platform flight form code rule order decree law act directive regulation
		item point step level class grade phase stage lot file case docket ticket aged age zip box model type batch block
		street avenue protocol`},
	{reference, `номер дом д ул улица корп корпус стр строение кв квартира офис оф помещение пом комн комната этаж статья статьи статье ст
		пункт пункта пункте п пп часть части ч глава главы раздел раздела приложение приложения приложении таблица таблицы таблице
		рисунок рис том т версия версии резолюция резолюции резолюцией приказ приказа постановление постановления распоряжение
		дело дела участок участка лист л литера индекс форма формы рейс кабинет школа счет вариант абзац абз лот протокол`},
	{reference, `제 결의 결의안 조 호`},
	{labelAfter, `street st avenue ave road rd lane boulevard blvd prospekt prospect square highway drive floor street's
		корпус строение`},
	{payWord, `salary salaries wage wages pay paid fee fees income earnings revenue revenues turnover rent payment payments cost
		costs remittance remittances budget stipend profit profits loss losses bonus quota contribution contributions sum
		зарплата зарплаты зарплату зарплатой зарплате зарплат оклад оклада оклады окладом плата платы плату оплата оплаты оплату выручка выручки
		выручку доход доходы дохода доходов взнос взносы взноса платеж платежи стоимость аренда аренды прибыль прибыли заработок`},
	{phoneWord, `tel phone telephone fax mobile cell whatsapp viber hotline тел телефон телефона телефону телефоны факс моб
		전화 전화번호 팩스 휴대폰 연락처 대표전화`},
	{legalForm, `llc ltd limited inc incorporated corp corporation co company plc jsc ojsc cjsc pjsc ooo oao zao pao ao gmbh ag sa
		bv pte pty lp llp ooo's корпорейшн корпорация лтд инк ооо оао зао пао ао ип нао гуп муп фгуп тоо чп нко ано
		주식회사 유한회사 株式会社 有限公司 유한책임회사`},
	{changeWord, `rose rise risen rising grew grow grown growing increased increase increasing fell fall fallen falling dropped drop
		declined decline reduced reduce cut raised raise jumped climbed shrank down up doubled expanded went slid lifted lowered
		вырос выросла выросло выросли увеличилось увеличился увеличилась увеличилась увеличено увеличили увеличена увеличил
		увеличила снизилось снизился снизилась снизили сократилось сократился сократилась сократили упал упала упало рост роста
		возросло возрос возросла повысили повышена поднята подняли уменьшилось уменьшился`},
	{yearWord, `года году год годом годов годы годах годами годам г гг`},
	{percentWord, `percent процент процента процентов проц 퍼센트 프로`},
	{datePlace, `in during year fiscal в за весной летом осенью зимой spring summer autumn winter`},
	{demonym, `koreans russians chinese ukrainians uzbeks tajiks kyrgyz vietnamese japanese americans mongolians belarusians
		indians turks serbs cubans germans poles britons bangladeshis nepalis filipinos thais indonesians`},
	{perPerson, `worker employee person head capita man labourer laborer unit square tonne ton barrel
		человека человек рабочего работника сотрудника чел тонну`},
	{commonName, `coral sea star sun ocean pacific east west north south alpha beta delta omega atlas phoenix eagle lion tiger dragon
		dawn aurora vector mercury venus mars apollo titan crystal diamond pearl amber gold golden silver iron steel bridge river lake
		mountain valley forest garden spring summer winter autumn hope victory unity union union progress future global
		general international first new old great royal capital central standard universal trade group partner partners
		house home city village island bay port harbour harbor gulf arctic polar green blue red black white orange
		orion polaris sirius comet rainbow cloud storm wind wave rose lotus lily cedar oak pine maple
		may march august june will mark grant bill rich young long brown king bishop
		заря звезда восток запад север юг мир труд победа надежда родина союз прогресс океан море волна ветер маяк
		рассвет радуга рубин янтарь алмаз кристалл гранит сокол орел феникс вектор спектр импульс атлант аврора
		луч мост берег остров порт залив лес гора река солнце луна свет дом город вера любовь слава весна лето
		철수 하나 우리 미래 희망 동방 태양 바다 은하 평화 통일`},
	{oddNumber, `полтора полторы полутора полмиллиона`},
	{unitAllowed, `km kg m ha чел км кг га`},
	{koCounter, `명 인 개 건 곳 척 채 대 장 회 가지 개월 년간 년째 시간 분 주 개국 톤 사람 가구 세대 점 통 마리 차례 개사
		킬로미터 헥타르 일간 주간 달 여명 자리 팀 개소`},
	{koAfter, `이상 이하 이내 미만 초과 여 정도 가량 안팎 넘는 넘게 남짓 넘었다 넘어 가까이 내외`},
	{koDate, `년 월 일`},
	{koPeriod, `월 매월 매달 연 연간 매년 월급 월평균 연봉 시급 시간당 일당 주급 하루 연평균 월급은 연봉은 시급은 일당은 월급으로 한달에 달에`},
}

// valuedWords are words with a number or a code: "key:words;key:words".
var valuedWords = []struct {
	class class
	words string
}{
	{numberWord, `1:one; 2:two; 3:three; 4:four; 5:five; 6:six; 7:seven; 8:eight; 9:nine; 10:ten; 11:eleven; 12:twelve dozen;
		13:thirteen; 14:fourteen; 15:fifteen; 16:sixteen; 17:seventeen; 18:eighteen; 19:nineteen; 20:twenty; 30:thirty; 40:forty;
		50:fifty; 60:sixty; 70:seventy; 80:eighty; 90:ninety; 100:hundred`},
	{numberWord, `1:один одна одно одного одной одному одним; 2:два две двух двум двумя двое двоих; 3:трое троих три трех трем тремя; 4:четверо четверых четыре четырех четырем четырьмя; 5:пятеро пятерых пять пяти пятью;
		6:шестеро шестерых шесть шести шестью; 7:семеро семерых семь семи семью; 8:восемь восьми; 9:девять девяти; 10:десять десяти десяток десятка; 11:одиннадцать одиннадцати;
		12:двенадцать двенадцати дюжина дюжины дюжину; 13:тринадцать тринадцати; 14:четырнадцать четырнадцати; 15:пятнадцать
		пятнадцати; 16:шестнадцать шестнадцати; 17:семнадцать семнадцати; 18:восемнадцать восемнадцати; 19:девятнадцать
		девятнадцати; 20:двадцать двадцати; 30:тридцать тридцати; 40:сорок сорока; 50:пятьдесят пятидесяти; 60:шестьдесят
		шестидесяти; 70:семьдесят семидесяти; 80:восемьдесят восьмидесяти; 90:девяносто девяноста; 100:сто ста сотня сотни сотню;
		200:двести двухсот; 300:триста трехсот; 400:четыреста четырехсот; 500:пятьсот пятисот; 600:шестьсот шестисот; 700:семьсот
		семисот; 800:восемьсот восьмисот; 900:девятьсот девятисот`},
	{koNative, `1:한; 2:두; 3:세; 4:네; 5:다섯; 6:여섯; 7:일곱; 8:여덟; 9:아홉; 10:열; 20:스무 스물; 30:서른; 40:마흔; 50:쉰; 60:예순; 70:일흔;
		80:여든; 90:아흔`},
	{koDigit, `1:일; 2:이; 3:삼; 4:사; 5:오; 6:육; 7:칠; 8:팔; 9:구`},
	{koScale, `1:십; 2:백; 3:천; 4:만; 8:억; 12:조`},
	{scaleWord, `3:thousand тысяч тысячи тысяча тысячу тысячами тысячам тыс; 6:million mln mn миллион миллиона миллионов миллионами млн;
		9:billion bn bln миллиард миллиарда миллиардов млрд; 12:trillion trn триллион триллиона триллионов трлн`},
	{monthName, `1:january jan января январь январе янв; 2:february feb февраля февраль феврале фев; 3:march mar марта март марте;
		4:april apr апреля апрель апреле апр; 5:may мая май мае; 6:june jun июня июнь июне; 7:july jul июля июль июле;
		8:august aug августа август августе авг; 9:september sep sept сентября сентябрь сентябре сен сент;
		10:october oct октября октябрь октябре окт; 11:november nov ноября ноябрь ноябре ноя нояб; 12:december dec декабря декабрь декабре дек`},
	{currency, `USD:dollar dollars доллар доллара долларов долларах долларами долл 달러 미달러; EUR:euro euros евро 유로;
		RUB:ruble rubles rouble roubles руб рубль рубля рублей рублях рублями р 루블; CNY:yuan renminbi rmb юань юаня юаней 위안 위안화;
		?won:won вон вона 원; JPY:yen иена иен йен иены 엔 엔화; UAH:hryvnia hryvnias гривна гривен гривны; KZT:tenge тенге;
		MNT:tugrik tugriks tögrög tögrögs тугриков; PLN:zloty zlotys zł злотых; GBP:sterling; AED:dirham dirhams дирхам дирхамов;
		CHF:francs франков; INR:rupee rupees рупий; KGS:сомов сом; UZS:сумов; VND:dong донгов 동화; THB:baht бат 바트`},
	{timeUnit, `hour:hour hr час ч 시간; day:day день сутки сут 일; week:week wk неделю нед; month:month mo месяц мес; year:year yr annum год`},
	{periodWord, `hour:hourly почасовая почасовой; day:daily ежедневно ежедневная дневная; week:weekly еженедельно; month:monthly ежемесячно
		ежемесячная ежемесячной ежемесячную ежемесячный ежемесячного ежемесячные ежемесячных месячная месячной месячную месячный месячного помесячно;
		year:annual annually yearly ежегодно ежегодная ежегодный ежегодной ежегодную ежегодного годовая годовой годовую годовых годовые`},
	{koPeriod, `month:월 매월 매달 월급 월평균 월급은 월급으로 한달에 달에; year:연 연간 매년 연봉 연평균 연봉은; hour:시급 시간당 시급은; day:일당 하루 일당은; week:주급`},
	{schemeWord, `INN:inn инн; OGRN:ogrn огрн; OGRNIP:ogrnip огрнип; KPP:kpp кпп; OKPO:okpo окпо; IMO:imo; LEI:lei; USCC:uscc; IBAN:iban;
		tax:tin; passport:passport паспорт паспорта паспорту 여권 여권번호; brn:사업자등록번호 사업자번호 사업자; register:법인등록번호`},
	{partWord, `2:half половина половину половины половиной 절반; 3:third thirds треть трети третью; 4:quarter quarters четверть четверти; 5:fifth fifths;
		10:tenth tenths`},
}

// doubt is what a phrase says of the number after it.
type doubt struct {
	side  string // ">=", ">", "<=", "<" or ""
	about bool
	weak  bool // also an ordinary preposition or adverb
}

// doubts are the phrases of doubt that stand before a number.
var doubts = map[string]doubt{
	"at least": {side: ">="}, "no less than": {side: ">="}, "not less than": {side: ">="}, "no fewer than": {side: ">="},
	"not fewer than": {side: ">="}, "a minimum of": {side: ">="}, "minimum of": {side: ">="}, "minimum": {side: ">="},
	"the minimum of": {side: ">="}, "at the least": {side: ">="}, "upwards of": {side: ">="}, "upward of": {side: ">="},
	"more than": {side: ">"}, "over": {side: ">", weak: true}, "well over": {side: ">"}, "just over": {side: ">"}, "above": {side: ">", weak: true},
	"exceeding": {side: ">"}, "exceeds": {side: ">"}, "exceeded": {side: ">"}, "in excess of": {side: ">"}, "greater than": {side: ">"},
	"well above": {side: ">"}, "just above": {side: ">"}, "far more than": {side: ">"}, "slightly more than": {side: ">"}, "a little over": {side: ">"},
	"up to": {side: "<=", weak: true}, "at most": {side: "<="}, "as much as": {side: "<="}, "as many as": {side: "<="}, "no more than": {side: "<="},
	"not more than": {side: "<="}, "a maximum of": {side: "<="}, "maximum of": {side: "<="}, "maximum": {side: "<="}, "the maximum of": {side: "<="},
	"exceed": {side: ">"}, "less than": {side: "<"}, "fewer than": {side: "<"}, "under": {side: "<", weak: true},
	"below": {side: "<", weak: true}, "just under": {side: "<"}, "well under": {side: "<"}, "slightly less than": {side: "<"},
	"about": {about: true, weak: true}, "around": {about: true, weak: true}, "approximately": {about: true}, "approx": {about: true},
	"roughly": {about: true}, "circa": {about: true}, "ca": {about: true}, "some": {about: true, weak: true}, "nearly": {about: true},
	"almost": {about: true}, "estimated": {about: true}, "an estimated": {about: true}, "estimated at": {about: true}, "close to": {about: true},
	"estimates of": {about: true}, "an estimate of": {about: true}, "in the region of": {about: true}, "on the order of": {about: true},

	"не менее": {side: ">="}, "не менее чем": {side: ">="}, "не меньше": {side: ">="}, "не меньше чем": {side: ">="}, "минимум": {side: ">="},
	"как минимум": {side: ">="}, "по меньшей мере": {side: ">="}, "по крайней мере": {side: ">="}, "не ниже": {side: ">="},
	"более": {side: ">"}, "более чем": {side: ">"}, "больше": {side: ">"}, "больше чем": {side: ">"}, "свыше": {side: ">"}, "выше": {side: ">", weak: true},
	"превышает": {side: ">"}, "превышают": {side: ">"}, "превысит": {side: ">"}, "превышал": {side: ">"}, "превышала": {side: ">"}, "превышало": {side: ">"}, "превысило": {side: ">"}, "превысила": {side: ">"}, "превысил": {side: ">"}, "превышающая": {side: ">"}, "превышающую": {side: ">"},
	"не более": {side: "<="}, "не более чем": {side: "<="}, "не больше": {side: "<="}, "максимум": {side: "<="}, "до": {side: "<=", weak: true},
	"не свыше": {side: "<="}, "не выше": {side: "<="}, "менее": {side: "<"}, "менее чем": {side: "<"}, "меньше": {side: "<"}, "меньше чем": {side: "<"},
	"ниже": {side: "<", weak: true}, "около": {about: true}, "примерно": {about: true}, "приблизительно": {about: true}, "порядка": {about: true},
	"почти": {about: true}, "ориентировочно": {about: true}, "предположительно": {about: true}, "чуть более": {side: ">"}, "чуть больше": {side: ">"},
	"чуть менее": {side: "<"}, "чуть меньше": {side: "<"}, "в районе": {about: true},

	"최소": {side: ">="}, "최소한": {side: ">="}, "적어도": {side: ">="}, "최대": {side: "<="}, "많게는": {side: "<="}, "많아야": {side: "<="}, "적게는": {side: ">="},
	"약": {about: true}, "대략": {about: true}, "거의": {about: true}, "줄잡아": {about: true}, "추정": {about: true},
}

// side is what a phrase says of the date after it.
type side struct {
	bound string // "by", "before", "after", "from" for a bound; "" for a plain day
	about bool
	part  bool // early, late: the date is about
	first int  // months of the year, from first to last
	last  int
}

// sides are the phrases that stand before a date and belong to it.
var sides = map[string]side{
	"since": {}, "since at least": {bound: "by"}, "from at least": {bound: "by"}, "starting": {}, "starting in": {}, "beginning in": {}, "from": {}, "as of": {},
	"until": {}, "till": {}, "through": {}, "until at least": {bound: "from"}, "by": {bound: "by"}, "no later than": {bound: "by"}, "not later than": {bound: "by"},
	"before": {bound: "before"}, "prior to": {bound: "before"}, "after": {bound: "after"}, "no earlier than": {bound: "from"}, "not before": {bound: "from"},
	"about": {about: true}, "around": {about: true}, "circa": {about: true}, "approximately": {about: true}, "c": {about: true}, "ca": {about: true},
	"early": {part: true}, "late": {part: true}, "mid": {part: true}, "early in": {part: true}, "late in": {part: true}, "end of": {part: true}, "the end of": {part: true},
	"end": {part: true}, "beginning of": {part: true}, "the beginning of": {part: true}, "the start of": {part: true}, "start of": {part: true}, "the middle of": {part: true},
	"spring": {part: true}, "summer": {part: true}, "autumn": {part: true}, "winter": {part: true}, "spring of": {part: true}, "summer of": {part: true},
	"autumn of": {part: true}, "winter of": {part: true}, "the spring of": {part: true}, "the summer of": {part: true}, "the autumn of": {part: true}, "the winter of": {part: true},
	"first half of": {first: 1, last: 6}, "the first half of": {first: 1, last: 6}, "second half of": {first: 7, last: 12}, "the second half of": {first: 7, last: 12},
	"q 1": {first: 1, last: 3}, "q 2": {first: 4, last: 6}, "q 3": {first: 7, last: 9}, "q 4": {first: 10, last: 12},
	"the first quarter of": {first: 1, last: 3}, "the second quarter of": {first: 4, last: 6}, "the third quarter of": {first: 7, last: 9}, "the fourth quarter of": {first: 10, last: 12},
	"first quarter of": {first: 1, last: 3}, "second quarter of": {first: 4, last: 6}, "third quarter of": {first: 7, last: 9}, "fourth quarter of": {first: 10, last: 12},

	"с": {}, "со": {}, "начиная с": {}, "по": {}, "до": {}, "вплоть до": {}, "к": {bound: "by"}, "не позднее": {bound: "by"}, "как минимум с": {bound: "by"},
	"по меньшей мере с": {bound: "by"}, "по крайней мере с": {bound: "by"}, "минимум с": {bound: "by"}, "после": {bound: "after"}, "не ранее": {bound: "from"}, "не раньше": {bound: "from"},
	"около": {about: true}, "примерно в": {about: true}, "приблизительно в": {about: true}, "начале": {part: true}, "конце": {part: true},
	"к концу": {bound: "by"}, "до конца": {}, "с начала": {part: true}, "с конца": {part: true}, "середине": {part: true}, "начала": {part: true}, "конца": {part: true}, "середины": {part: true},
	"весной": {part: true}, "летом": {part: true}, "осенью": {part: true}, "зимой": {part: true}, "весны": {part: true}, "лета": {part: true}, "осени": {part: true},
	"первом полугодии": {first: 1, last: 6}, "втором полугодии": {first: 7, last: 12}, "первого полугодия": {first: 1, last: 6},
	"первом квартале": {first: 1, last: 3}, "втором квартале": {first: 4, last: 6}, "третьем квартале": {first: 7, last: 9}, "четвертом квартале": {first: 10, last: 12},
	"i квартале": {first: 1, last: 3}, "ii квартале": {first: 4, last: 6}, "iii квартале": {first: 7, last: 9}, "iv квартале": {first: 10, last: 12},

	"적어도": {}, "약": {about: true},
}

// hostEndings and other lists that are no classes stand with their grammar.

// isoCodes are the codes of currencies that are believed before a number in
// capitals, without those that are also plain words.
func isoCodes() []string {
	plain := set("ALL TOP CUP MOP PEN TRY SOS")
	var codes []string
	for _, c := range value.Currencies() {
		if !plain[c.Code] {
			codes = append(codes, c.Code)
		}
	}
	return codes
}
