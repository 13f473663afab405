package store

import (
	"context"
	"errors"

	"modernc.org/sqlite"
)

// copyOpen copies what is open through the connection that has it, since the
// file no longer stands under its name.
func (c *Case) copyOpen(ctx context.Context, to string) error {
	conn, err := c.read.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	if err := conn.Raw(func(driver any) error {
		from, ok := driver.(interface {
			NewBackup(string) (*sqlite.Backup, error)
		})
		if !ok {
			return errors.New("the SQLite driver makes no backup")
		}
		b, err := from.NewBackup(to)
		if err != nil {
			return err
		}
		for more := true; more && err == nil; {
			if err = ctx.Err(); err == nil {
				more, err = b.Step(1000)
			}
		}
		return errors.Join(err, b.Finish())
	}); err != nil {
		return err
	}
	db, err := pool(to, "rw", 1, writerSetup)
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "PRAGMA journal_mode = DELETE")
	return errors.Join(err, db.Close())
}
