package sharing

import "redthread/store"

// RecoveredWords says what was saved from a damaged file and what was not, one line each.
func RecoveredWords(r store.Recovered) (saved, lost []string) {
	saved = Words(r.Joined)
	if len(saved) == 0 {
		saved = []string{"nothing"}
	}
	add := func(n int, one, many string) {
		if n > 0 {
			lost = append(lost, count(n, one, many))
		}
	}
	add(r.LostPages, "page that could not be read at all", "pages that could not be read at all")
	add(r.LostRows, "row that lacks what it refers to", "rows that lack what they refer to")
	add(r.LostActions, "action whose record does not hold together", "actions whose record does not hold together")
	add(r.Orphans, "row whose author and time are lost", "rows whose author and time are lost")
	add(r.Damaged, "file of evidence that is not whole and was left out", "files of evidence that are not whole and were left out")
	if len(lost) == 0 {
		lost = []string{"nothing that the file still knew of"}
	}
	return saved, lost
}
