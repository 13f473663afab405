package report

// awards are the awards that stand under a contract or a party.
func (s *sheet) awards() []*thing {
	var all []*thing
	for _, t := range s.things {
		if t.isA("ContractAward") {
			all = append(all, t)
		}
	}
	return all
}

// contracts writes the contracts with what was awarded under them, then other
// dealings between parties.
func (s *sheet) contracts() {
	list := s.in(homeContracts, func(*thing) bool { return true })
	if len(list) == 0 {
		s.nothing("No contract")
		return
	}
	s.open(func() { s.block(list[0]) })
	for _, t := range list[1:] {
		s.block(t)
	}
}
