-- A reader of case files that knows nothing but docs/case-file.md.
-- sqlite3 -readonly sakhalin.rtcase < testdata/stranger.sql
.mode list
.separator " | "
SELECT 'format', (SELECT user_version FROM pragma_user_version), printf('%x', (SELECT application_id FROM pragma_application_id));
SELECT 'title', f.value FROM record r JOIN field f ON f.record = r.id WHERE r.kind = 'case' AND f.name = 'title';
SELECT 'sources', count(*) FROM sources;
SELECT 'grade', title, reliability || credibility, origin FROM sources WHERE publisher = 'The Wall Street Journal';
-- What is said of the owner of Sakorenma, by whom, with which doubt, and where it stands.
SELECT 'owner', o.caption, a.caption, n.hedge, n.said_by, s.title, 'note ' || n.passage
FROM statements own
JOIN statements asset ON asset.entity = own.entity AND asset.property = 'asset'
JOIN entities o ON o.id = own.value
JOIN entities a ON a.id = asset.value
JOIN notings n ON n.statement = own.id
JOIN sources s ON s.id = own.source
WHERE own.schema = 'Ownership' AND own.property = 'owner' AND own.live = 1 AND a.caption LIKE 'Sakorenma%';
-- What is paid and what is listed.
SELECT 'pay', b.value, m.value FROM statements b JOIN statements m ON m.entity = b.entity AND m.property = 'amount'
WHERE b.schema = 'WageObservation' AND b.property = 'basis' ORDER BY b.value DESC;
-- Counts are kept apart.
SELECT 'count', property, value, (SELECT caption FROM entities WHERE id = s.entity) FROM statements s
WHERE property IN ('registered', 'approved', 'permitted', 'present') AND live = 1
GROUP BY entity, property, value ORDER BY property, value;
-- The passage behind a fact.
SELECT 'passage', g.number, length(g.text) > 20 FROM passage g JOIN layer l ON l.id = g.layer JOIN record r ON r.id = l.source
JOIN field f ON f.record = r.id AND f.name = 'publisher' WHERE f.value = 'The Wall Street Journal' AND g.number = 34;
-- What was taken in: the file, what became of it, and that its parts are all there.
SELECT 'file', t.name, e.media, e.size = (SELECT sum(length(p.data)) FROM part p WHERE p.evidence = e.id), k.event, k.author
FROM attachment t JOIN evidence e ON e.id = t.evidence JOIN custody k ON k.evidence = e.id ORDER BY k.id;
-- What a reading of it found, and what the file says of itself.
SELECT 'reading', g.format, g.charset, g.pages, g.note, json_extract(g.meta, '$.Author'), (SELECT count(*) FROM passage p WHERE p.layer = g.layer)
FROM reading g ORDER BY g.id;
-- The current text: of several readings of one file the latest. Each passage under the section it belongs to.
SELECT 'text', p.number, coalesce((SELECT c.title FROM section c WHERE c.layer = p.layer AND c.number <= p.number ORDER BY c.number DESC LIMIT 1), '–'), replace(p.text, char(10), ' / ')
FROM passage p WHERE p.layer IN (SELECT max(g.layer) FROM reading g GROUP BY g.source, g.evidence) ORDER BY p.layer, p.number;
-- The words that a noting cites: offsets count code points, as substr does.
SELECT 'cited', st.property, n.quote = substr(p.text, n.start + 1, n.stop - n.start), g.layer = p.layer
FROM noting n JOIN statement s ON s.id = n.statement JOIN property y ON y.id = s.property JOIN passage p ON p.id = n.passage JOIN reading g ON g.layer = p.layer
JOIN statements st ON st.id = lower(hex(s.uid)) WHERE n.stop IS NOT NULL;
-- What somebody put out of the inbox.
SELECT 'aside', max(CASE f.name WHEN 'passage' THEN f.value END), max(CASE f.name WHEN 'start' THEN f.value END), max(CASE f.name WHEN 'stop' THEN f.value END)
FROM record r JOIN field f ON f.record = r.id WHERE r.kind = 'aside' GROUP BY r.id;
-- The search index has seen the whole history. (The index itself needs SQLite 3.43.)
SELECT 'indexed', action = (SELECT max(id) FROM action), pack, stale FROM indexed;
-- The history is a chain: every action but the first follows the one before it.
SELECT 'chain', count(*) FROM action b WHERE b.id > 1 AND b.follows = (SELECT hash FROM action a WHERE a.id = b.id - 1);
SELECT 'withdrawn', count(*) FROM statements WHERE live = 0;
