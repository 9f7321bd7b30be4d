-- How the words of a page were found: '' (it has none), space, icu, jieba or bigram.

ALTER TABLE samples ADD COLUMN IF NOT EXISTS segmentation LowCardinality(String) AFTER stream_near_skipped;

-- A view knows only the columns of its birth.
CREATE OR REPLACE VIEW documents AS SELECT * FROM samples WHERE stream_dup_kind != 'replay';
