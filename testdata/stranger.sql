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
-- The history is a chain: every action but the first follows the one before it.
SELECT 'chain', count(*) FROM action b WHERE b.id > 1 AND b.follows = (SELECT hash FROM action a WHERE a.id = b.id - 1);
SELECT 'withdrawn', count(*) FROM statements WHERE live = 0;
