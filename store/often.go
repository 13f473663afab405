package store

import (
	"context"
	"database/sql"
)

// often is the readers' pool with its statements kept prepared: to compile the
// query of a profile takes longer than to run it. Texts whose length depends on
// what is asked have many arguments and are not kept.
type often struct{ c *Case }

// mostArgs is up to how many arguments a statement is kept.
const mostArgs = 4

func (o often) stmt(text string, args []any) *sql.Stmt {
	if len(args) > mostArgs {
		return nil
	}
	kept := &statements{db: o.c.read, all: &o.c.prepared}
	s, err := kept.stmt(text)
	if err != nil {
		return nil // asking says what is wrong
	}
	return s
}

// QueryContext is part of queryer.
func (o often) QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	if s := o.stmt(text, args); s != nil {
		return s.QueryContext(ctx, args...)
	}
	return o.c.read.QueryContext(ctx, text, args...)
}

// QueryRowContext is part of queryer.
func (o often) QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row {
	if s := o.stmt(text, args); s != nil {
		return s.QueryRowContext(ctx, args...)
	}
	return o.c.read.QueryRowContext(ctx, text, args...)
}
