package store

import (
	"context"
	"database/sql"
	"errors"
)

// index compares the words of the search index with those that the state
// gives. One that is behind, or made with other keys, is not compared: it is
// made up or made anew before anybody searches it.
func (v *verifier) index(ctx context.Context, db queryer) error {
	var behind bool
	if err := db.QueryRowContext(ctx, "SELECT action < (SELECT coalesce(max(id), 0) FROM action) OR keys <> ? FROM indexed", v.c.opts.KeysName).Scan(&behind); err != nil || behind {
		return err
	}
	conn, ok := db.(*sql.Conn)
	if !ok {
		return nil
	}
	want, err := buildIndex(ctx, conn, &v.c.opts)
	if err != nil {
		return err
	}
	defer func() { _ = want.Close() }()
	for _, table := range []string{"search_text_words", "search_thing_words"} {
		same, err := sameVocabulary(ctx, db, want, table)
		if err != nil && ctx.Err() != nil {
			return err
		}
		if err != nil || !same {
			v.indexBad = true
		}
	}
	if v.indexBad {
		what := "it is made anew from the case now."
		if v.c.write == nil {
			what = "checking the case where it can be written makes the index anew."
		}
		v.problem("The search index does not hold the words of the case, so a search may have missed something; %s", what)
	}
	return nil
}

// sameVocabulary compares how often each word stands in how many rows.
func sameVocabulary(ctx context.Context, a, b queryer, table string) (bool, error) {
	text := "SELECT term, doc, cnt FROM " + table + " ORDER BY term"
	x, err := a.QueryContext(ctx, text)
	if err != nil {
		return false, err
	}
	defer func() { _ = x.Close() }()
	y, err := b.QueryContext(ctx, text)
	if err != nil {
		return false, err
	}
	defer func() { _ = y.Close() }()
	type word struct {
		term     string
		doc, cnt int64
	}
	for x.Next() {
		var p, q word
		if !y.Next() {
			return false, y.Err()
		}
		if err := x.Scan(&p.term, &p.doc, &p.cnt); err != nil {
			return false, err
		}
		if err := y.Scan(&q.term, &q.doc, &q.cnt); err != nil {
			return false, err
		}
		if p != q {
			return false, nil
		}
	}
	return !y.Next(), errors.Join(x.Err(), y.Err())
}
