package value

import (
	"slices"
	"strings"
	"sync"
)

// Currency is one entry of the list of currencies.
type Currency struct {
	Code string // ISO 4217, three capital letters
	Name string // in English
}

// Currencies lists the currencies that money can be in, by code: those of ISO 4217 that are in use, and a few that
// ended and still stand in older papers.
func Currencies() []Currency { return slices.Clone(currencies()) }

var currencies = sync.OnceValue(func() []Currency {
	var list []Currency
	for line := range strings.Lines(currencyTable) {
		code, name, _ := strings.Cut(strings.TrimSpace(line), " ")
		list = append(list, Currency{Code: code, Name: name})
	}
	slices.SortFunc(list, func(a, b Currency) int { return strings.Compare(a.Code, b.Code) })
	return list
})

// isCurrency tells whether code is a listed code in capital letters.
func isCurrency(code string) bool {
	_, ok := slices.BinarySearchFunc(currencies(), code, func(c Currency, code string) int {
		return strings.Compare(c.Code, code)
	})
	return ok
}

// currencyWord is the code that a symbol or a word in small letters stands for. A code that begins with "?" is
// ambiguous and names the candidates.
func currencyWord(word string) (code string, ok bool) {
	if code, ok = currencyWords[word]; ok {
		return code, true
	}
	if len(word) == 3 {
		if code = strings.ToUpper(word); isCurrency(code) {
			return code, true
		}
	}
	return "", false
}

// currencyWords holds what people write in place of a code. "$" and "dollar" without a country are read as United States
// dollars, as the press does; a won or a yen sign is not guessed, since both Koreas, and Japan and China, share one.
var currencyWords = map[string]string{
	"$": "USD", "us$": "USD", "dollar": "USD", "dollars": "USD", "доллар": "USD", "доллара": "USD", "долларов": "USD", "долл": "USD",
	"€": "EUR", "euro": "EUR", "euros": "EUR", "евро": "EUR",
	"₽": "RUB", "rouble": "RUB", "roubles": "RUB", "ruble": "RUB", "rubles": "RUB",
	"руб": "RUB", "рубль": "RUB", "рубля": "RUB", "рублей": "RUB", "рублях": "RUB", "р": "RUB",
	"£": "GBP", "₴": "UAH", "₸": "KZT", "₮": "MNT", "₹": "INR", "₫": "VND", "฿": "THB", "₺": "TRY", "₾": "GEL",
	"yuan": "CNY", "renminbi": "CNY", "rmb": "CNY", "юаней": "CNY", "元": "CNY", "円": "JPY", "yen": "JPY",
	"zloty": "PLN", "złoty": "PLN", "zł": "PLN", "tenge": "KZT",
	"₩": "?KRW or KPW", "won": "?KRW or KPW", "원": "?KRW or KPW", "¥": "?JPY or CNY",
}

const currencyTable = `AED United Arab Emirates dirham
AFN Afghani
ALL Albanian lek
AMD Armenian dram
ANG Netherlands Antillean guilder
AOA Angolan kwanza
ARS Argentine peso
AUD Australian dollar
AWG Aruban florin
AZN Azerbaijani manat
BAM Convertible mark of Bosnia and Herzegovina
BBD Barbados dollar
BDT Bangladeshi taka
BGN Bulgarian lev
BHD Bahraini dinar
BIF Burundian franc
BMD Bermudian dollar
BND Brunei dollar
BOB Boliviano
BRL Brazilian real
BSD Bahamian dollar
BTN Bhutanese ngultrum
BWP Botswana pula
BYN Belarusian rouble
BYR Belarusian rouble (2000–2016)
BZD Belize dollar
CAD Canadian dollar
CDF Congolese franc
CHF Swiss franc
CLP Chilean peso
CNY Chinese yuan
COP Colombian peso
CRC Costa Rican colón
CUC Cuban convertible peso
CUP Cuban peso
CVE Cape Verde escudo
CYP Cypriot pound
CZK Czech koruna
DEM German mark
DJF Djiboutian franc
DKK Danish krone
DOP Dominican peso
DZD Algerian dinar
EEK Estonian kroon
EGP Egyptian pound
ERN Eritrean nakfa
ETB Ethiopian birr
EUR Euro
FIM Finnish markka
FJD Fiji dollar
FKP Falkland Islands pound
FRF French franc
GBP Pound sterling
GEL Georgian lari
GHS Ghanaian cedi
GIP Gibraltar pound
GMD Gambian dalasi
GNF Guinean franc
GTQ Guatemalan quetzal
GYD Guyanese dollar
HKD Hong Kong dollar
HNL Honduran lempira
HRK Croatian kuna
HTG Haitian gourde
HUF Hungarian forint
IDR Indonesian rupiah
ILS Israeli shekel
INR Indian rupee
IQD Iraqi dinar
IRR Iranian rial
ISK Icelandic króna
ITL Italian lira
JMD Jamaican dollar
JOD Jordanian dinar
JPY Japanese yen
KES Kenyan shilling
KGS Kyrgyzstani som
KHR Cambodian riel
KMF Comorian franc
KPW North Korean won
KRW South Korean won
KWD Kuwaiti dinar
KYD Cayman Islands dollar
KZT Kazakhstani tenge
LAK Lao kip
LBP Lebanese pound
LKR Sri Lankan rupee
LRD Liberian dollar
LSL Lesotho loti
LTL Lithuanian litas
LVL Latvian lats
LYD Libyan dinar
MAD Moroccan dirham
MDL Moldovan leu
MGA Malagasy ariary
MKD Macedonian denar
MMK Myanmar kyat
MNT Mongolian tögrög
MOP Macanese pataca
MRU Mauritanian ouguiya
MUR Mauritian rupee
MVR Maldivian rufiyaa
MWK Malawian kwacha
MXN Mexican peso
MYR Malaysian ringgit
MZN Mozambican metical
NAD Namibian dollar
NGN Nigerian naira
NIO Nicaraguan córdoba
NLG Dutch guilder
NOK Norwegian krone
NPR Nepalese rupee
NZD New Zealand dollar
OMR Omani rial
PAB Panamanian balboa
PEN Peruvian sol
PGK Papua New Guinean kina
PHP Philippine peso
PKR Pakistani rupee
PLN Polish złoty
PYG Paraguayan guaraní
QAR Qatari riyal
RON Romanian leu
RSD Serbian dinar
RUB Russian rouble
RUR Russian rouble (before 1998)
RWF Rwandan franc
SAR Saudi riyal
SBD Solomon Islands dollar
SCR Seychelles rupee
SDG Sudanese pound
SEK Swedish krona
SGD Singapore dollar
SHP Saint Helena pound
SIT Slovenian tolar
SKK Slovak koruna
SLE Sierra Leonean leone
SOS Somali shilling
SRD Surinamese dollar
SSP South Sudanese pound
STN São Tomé and Príncipe dobra
SUR Soviet rouble
SVC Salvadoran colón
SYP Syrian pound
SZL Swazi lilangeni
THB Thai baht
TJS Tajikistani somoni
TMT Turkmenistan manat
TND Tunisian dinar
TOP Tongan paʻanga
TRY Turkish lira
TTD Trinidad and Tobago dollar
TWD New Taiwan dollar
TZS Tanzanian shilling
UAH Ukrainian hryvnia
UGX Ugandan shilling
USD United States dollar
UYU Uruguayan peso
UZS Uzbekistani sum
VED Venezuelan digital bolívar
VES Venezuelan bolívar
VND Vietnamese đồng
VUV Vanuatu vatu
WST Samoan tālā
XAF Central African CFA franc
XCD East Caribbean dollar
XCG Caribbean guilder
XDR Special drawing right
XOF West African CFA franc
XPF CFP franc
YER Yemeni rial
YUM Yugoslav dinar
ZAR South African rand
ZMW Zambian kwacha
ZWG Zimbabwe gold
ZWL Zimbabwean dollar (2009–2024)`
