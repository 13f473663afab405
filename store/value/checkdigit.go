package value

import "strings"

// problem is what a check found.
type problem byte

const (
	noProblem problem = iota
	wrongForm         // length or characters
	wrongDigit
)

// checkNumber applies the rule of a scheme to a compact number.
func checkNumber(scheme, number string) problem {
	switch scheme {
	case "INN":
		return checkINN(number)
	case "OGRN":
		return checkRemainder(number, 13, 11)
	case "OGRNIP":
		return checkRemainder(number, 15, 13)
	case "KPP":
		return checkKPP(number)
	case "OKPO":
		return form(allDigits(number) && (len(number) == 8 || len(number) == 10))
	case "IMO":
		return checkIMO(number)
	case "LEI":
		if len(number) != 20 || !allAlphanumeric(number) {
			return wrongForm
		}
		return digit(mod97(number) == 1)
	case "IBAN":
		// ISO 13616: the first four characters go to the end before the remainder is taken.
		if len(number) < 15 || len(number) > 34 || !allAlphanumeric(number) || allDigits(number[:2]) {
			return wrongForm
		}
		return digit(mod97(number[4:]+number[:4]) == 1)
	case "USCC":
		return checkUSCC(number)
	}
	return noProblem
}

func form(ok bool) problem {
	if ok {
		return noProblem
	}
	return wrongForm
}

func digit(ok bool) problem {
	if ok {
		return noProblem
	}
	return wrongDigit
}

func allDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

func allAlphanumeric(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return (r < '0' || r > '9') && (r < 'A' || r > 'Z') })
}

// weighted is the sum of the digits of s, each times its weight.
func weighted(s string, weights ...int) int {
	sum := 0
	for i, w := range weights {
		sum += int(s[i]-'0') * w
	}
	return sum
}

// checkINN: the Russian taxpayer number has one check digit in ten (firms) or two in twelve (persons), each
// the weighted sum mod 11 mod 10.
func checkINN(s string) problem {
	if !allDigits(s) || (len(s) != 10 && len(s) != 12) {
		return wrongForm
	}
	fits := func(at int, weights ...int) bool { return weighted(s, weights...)%11%10 == int(s[at]-'0') }
	if len(s) == 10 {
		return digit(fits(9, 2, 4, 10, 3, 5, 9, 4, 6, 8))
	}
	return digit(fits(10, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) && fits(11, 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8))
}

// checkRemainder: the Russian registry numbers OGRN (13 digits) and OGRNIP (15) end in the last digit of the remainder of
// all the digits before it, by 11 and by 13.
func checkRemainder(s string, length, by int) problem {
	if !allDigits(s) || len(s) != length {
		return wrongForm
	}
	rest := 0
	for i := range length - 1 {
		rest = (rest*10 + int(s[i]-'0')) % by
	}
	return digit(rest%10 == int(s[length-1]-'0'))
}

// checkKPP: the Russian code of a tax registration is office (4 digits), reason (2 digits or capital letters) and serial
// number (3 digits). It has no check digit.
func checkKPP(s string) problem {
	return form(len(s) == 9 && allDigits(s[:4]) && allAlphanumeric(s[4:6]) && allDigits(s[6:]))
}

// checkIMO: six digits times 7 to 2; the last digit of the sum is the seventh. Owners and firms have IMO numbers of the
// same look with other weights, which the warning cannot know.
func checkIMO(s string) problem {
	if !allDigits(s) || len(s) != 7 {
		return wrongForm
	}
	return digit(weighted(s, 7, 6, 5, 4, 3, 2)%10 == int(s[6]-'0'))
}

// mod97 is the remainder of ISO 7064 MOD 97-10, letters counting from A = 10.
func mod97(s string) int {
	rest := 0
	for i := range len(s) {
		if c := s[i]; c <= '9' {
			rest = (rest*10 + int(c-'0')) % 97
		} else {
			rest = (rest*100 + int(c-'A') + 10) % 97
		}
	}
	return rest
}

// usccLetters is the alphabet of the Chinese unified social credit code, GB 32100-2015: no I, O, S, V or Z.
const usccLetters = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// checkUSCC: seventeen characters weighted by the powers of 3 mod 31; the eighteenth fills the sum up to a multiple of 31.
func checkUSCC(s string) problem {
	if len(s) != 18 {
		return wrongForm
	}
	sum, weight := 0, 1
	for i := range len(s) {
		n := strings.IndexByte(usccLetters, s[i])
		if n < 0 {
			return wrongForm
		}
		if i == 17 {
			weight = 1 // the check character itself
		}
		sum += n * weight
		weight = weight * 3 % 31
	}
	return digit(sum%31 == 0)
}
