package recognise

// Most digits of a number with the country code, E.164.
const mostPhone = 15

// phone reads a telephone number at token i.
func (s *reading) phone(i int) found {
	t := &s.toks[i]
	cued := s.phoneCue(i)
	plus := t.sign == '+'
	if t.gap == glued && i > 0 && s.toks[i-1].kind <= digitsToken && !cued {
		return found{}
	}
	if !plus && !cued && t.kind == digitsToken && len(s.word(i)) > 4 {
		return found{}
	}
	k := i
	if plus {
		k++
	}
	digits, groups, hyphens, brackets, to := 0, 0, 0, 0, i
	open := 0
	most := mostPhone
	for n := 0; n < 20 && k < len(s.toks) && digits < most; n++ {
		t := &s.toks[k]
		if k > i && t.gap > spaced {
			break
		}
		if t.kind == digitsToken {
			if t.gap == spaced && groups > 0 && (len(s.word(k)) > longestGroup(plus) || digits+len(s.word(k)) > most) {
				break
			}
			if groups == 0 && plus {
				most = longestFor(s.word(k))
			}
			digits += len(s.word(k))
			groups++
			k++
			to = k
			continue
		}
		if t.kind != signToken {
			break
		}
		switch t.sign {
		case '-', '–', '‑', '‒':
			if t.gap != glued || !s.glued(k+1) {
				n = 99
				continue
			}
			hyphens++
		case '.':
			if !plus && !cued || t.gap != glued || !s.glued(k+1) {
				n = 99
				continue
			}
		case '(':
			open++
			brackets++
		case ')':
			open--
			if open < 0 {
				n = 99
				continue
			}
		default:
			n = 99
			continue
		}
		k++
	}
	if digits > mostPhone || s.glued(to) && s.toks[to].kind <= digitsToken && s.toks[to].script != hangul || s.after(to, '/') || s.after(to, '.') || s.after(to, ',') || open > 0 && brackets == 1 && digits < 7 {
		return found{}
	}
	first := s.word(i)
	ok := false
	score := 0.95
	switch {
	case plus:
		ok = digits >= 9
	case cued:
		ok = digits >= 5 && (groups > 1 || digits <= 12)
	case t.sign == '(':
		ok = digits >= 9 && digits <= 11 && hyphens+groups >= 3 && groups >= 2 && len(s.word(i+1)) >= 2 && hyphens > 0
	case first == "8" && digits == 11:
		ok = hyphens >= 2 || brackets > 0
	case first[0] == '0' && len(first) <= 4 && len(first) >= 2:
		ok = digits >= 9 && digits <= 11 && hyphens == 2 && groups == 3
	case first == "1" && digits == 11:
		ok = hyphens == 3 && groups == 4
	case len(first) == 3 && digits == 10:
		ok, score = hyphens == 2 && groups == 3, 0.7
	case len(first) == 4 && first[0] == '1' && groups == 2:
		ok = digits == 8 && hyphens == 1 && s.lang == "ko" && first[1] >= '5'
	}
	if !ok || to <= i {
		return found{}
	}
	return found{Item: Item{Kind: Phone, Score: score}, start: int(t.start), stop: s.end(to), next: to}
}

// longestGroup is how many digits a group after a blank can have: a whole
// number of a subscriber, "+7 4242 123456", where a + shows that it is one.
func longestGroup(plus bool) int {
	if plus {
		return 7
	}
	return 5
}

// longestFor is how many digits a number with the given beginning can have.
func longestFor(first string) int {
	switch {
	case first[0] == '7', first[0] == '1':
		return 11
	case len(first) >= 2 && first[:2] == "82":
		return 12
	}
	return 13
}

// phoneCue tells whether a word such as "tel" stands just before token i.
func (s *reading) phoneCue(i int) bool {
	k := i - 1
	for n := 0; n < 3 && k >= 0; n++ {
		if s.a(k, phoneWord) {
			return true
		}
		if !s.signAt(k, ".:/№") && !s.oneOf(k, "no", "number", "номер") && !(s.toks[k].script == hangul && particles[s.word(k)]) && !s.is(k, "번호") {
			return false
		}
		k--
	}
	return s.a(k, phoneWord)
}
