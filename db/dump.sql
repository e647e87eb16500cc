-- The logical content of a factmill database, one JSON object a line, in a fixed
-- order and without row ids, runs and times: two databases whose dumps are equal
-- say the same.  `factmill dump` prints this, and so does
--   sqlite3 facts.db < db/dump.sql
-- Not in it: where the ingested folder lies, and the rules beyond their names.
BEGIN;

SELECT json_object('payload', sha256, 'bytes', bytes, 'media_type', media_type,
                   'charset', charset, 'charset_evidence', charset_evidence, 'given', given)
FROM payloads ORDER BY sha256;

SELECT json_object('source', s.path, 'path_bytes', hex(s.path_bytes), 'member', s.member,
                   'state', s.state, 'reason', s.reason, 'payload', p.sha256,
                   'container', s.container, 'offset', s.offset, 'url', s.url, 'given', s.given)
FROM sources s LEFT JOIN payloads p ON p.id = s.payload_id
ORDER BY s.path, s.path_bytes, s.member, s.state, p.sha256, s.reason;

SELECT json_object('article', p.sha256, 'ordinal', a.ordinal,
                   'title', a.title, 'title_evidence', a.title_evidence,
                   'published', a.published, 'published_evidence', a.published_evidence,
                   'author', a.author, 'author_evidence', a.author_evidence,
                   'site', a.site, 'site_evidence', a.site_evidence,
                   'url', a.url, 'url_evidence', a.url_evidence,
                   'lang', a.lang, 'lang_evidence', a.lang_evidence,
                   'replaced', a.replaced, 'text_sha256', a.text_sha256, 'text', a.text)
FROM articles a JOIN payloads p ON p.id = a.payload_id
ORDER BY p.sha256, a.ordinal;

SELECT json_object('fact', f.fact_key, 'payload', p.sha256, 'ordinal', a.ordinal,
                   'kind', f.kind, 'quote', f.quote,
                   'value', f.value_exact, 'value_max', f.value_max_exact, 'inexact', f.inexact,
                   'unit', f.unit, 'approx', f.approx,
                   'edtf', f.edtf, 'date_start', f.date_start, 'date_end', f.date_end,
                   'metric', f.metric, 'subject', f.subject,
                   'period', f.period, 'status', f.status,
                   'change', f.change, 'change_base', f.change_base,
                   'char_start', f.char_start, 'char_end', f.char_end,
                   'byte_start', f.byte_start, 'byte_end', f.byte_end,
                   'byte_ranges', f.byte_ranges, 'rule', r.rule)
FROM facts f JOIN articles a ON a.id = f.article_id JOIN payloads p ON p.id = a.payload_id
JOIN rules r ON r.id = f.rule_id
ORDER BY p.sha256, a.ordinal, f.char_start, f.char_end, f.kind, f.fact_key;

SELECT json_object('attribute', f.fact_key, 'role', t.role, 'words', t.words,
                   'canonical', t.canonical, 'char_start', t.char_start,
                   'char_end', t.char_end, 'rule', r.rule)
FROM fact_attributes t JOIN facts f ON f.id = t.fact_id JOIN rules r ON r.id = t.rule_id
ORDER BY f.fact_key, t.role, t.char_start;

SELECT json_object('link', f.fact_key, 'relation', l.relation, 'other', o.fact_key)
FROM fact_links l JOIN facts f ON f.id = l.fact_id JOIN facts o ON o.id = l.other_id
ORDER BY f.fact_key, l.relation, o.fact_key;

SELECT json_object('warning', w.message, 'payload', p.sha256, 'ordinal', a.ordinal,
                   'char_start', w.char_start, 'char_end', w.char_end)
FROM warnings w JOIN articles a ON a.id = w.article_id JOIN payloads p ON p.id = a.payload_id
ORDER BY p.sha256, a.ordinal, w.char_start, w.char_end, w.message;

SELECT json_object('used', r.rule, 'payload', p.sha256, 'ordinal', a.ordinal)
FROM article_rules u JOIN articles a ON a.id = u.article_id
JOIN payloads p ON p.id = a.payload_id JOIN rules r ON r.id = u.rule_id
ORDER BY p.sha256, a.ordinal, r.rule, r.sha256;

SELECT json_object('unit', code, 'ucum', ucum, 'kind', kind, 'base', base, 'factor', factor)
FROM units ORDER BY code;

COMMIT;
