-- Format 3: what cases need that are joined, sent and compared.

-- An action that was made in another file and came here with a merge. Its changes speak of the row numbers of
-- that file, so they are kept and checked but never replayed here; number is its number there. The rows that
-- came are changes of the action in merge.
CREATE TABLE joined (
  action INTEGER PRIMARY KEY REFERENCES action (id) DEFERRABLE INITIALLY DEFERRED,
  merge  INTEGER NOT NULL REFERENCES action (id) DEFERRABLE INITIALLY DEFERRED,
  number INTEGER NOT NULL
) STRICT;

-- Signatures of heads of the history (32 bytes each, in order), by Ed25519 keys. They stand beside the
-- history, which they vouch for, and only grow.
CREATE TABLE signature (
  id        INTEGER PRIMARY KEY,
  heads     BLOB NOT NULL CHECK (length(heads) % 32 = 0),
  key       BLOB NOT NULL CHECK (length(key) = 32),
  name      TEXT NOT NULL,
  wall      INTEGER NOT NULL,
  signature BLOB NOT NULL CHECK (length(signature) = 64),
  UNIQUE (key, heads)
) STRICT;
