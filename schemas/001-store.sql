-- The store: one row per page in `samples`, its text in `texts`, its hashes in `fingerprints`; what is no page in `rejections`.
-- Every table is a plain MergeTree without PARTITION BY, so that one inserted block is one part: all of it or nothing.
-- non_replicated_deduplication_window: how many insert tokens a table remembers; a repeated insert within it is a no-op.
-- min_bytes_for_wide_part: with 300 columns, one file a part writes seven times faster than one file a column.

CREATE TABLE IF NOT EXISTS schema_migrations (
  version UInt32,
  name String,
  checksum String,
  applied DateTime64(3, 'UTC')
) ENGINE = MergeTree ORDER BY version
SETTINGS non_replicated_deduplication_window = 100000, min_bytes_for_wide_part = 268435456;

CREATE TABLE IF NOT EXISTS samples (
  id UInt64,
  record_id String,
  snapshot LowCardinality(String),
  url Nullable(String),
  host String,
  domain String,
  crawl_time Nullable(DateTime64(3, 'UTC')),
  file LowCardinality(String),
  file_offset UInt64,
  ordinal UInt32,
  digest String,
  media_type LowCardinality(String),
  charset LowCardinality(String),
  text_bytes UInt32,
  text_chars UInt32,
  text_repaired UInt32,
  tokens_est UInt32,
  lang LowCardinality(String),
  lang_score Nullable(Float64),
  content_hash UInt64,
  url_hash UInt64,
  meta String,
  -- Here stand the columns of the chosen signal families and scorers; the catalogue adds them with ALTER TABLE ... ADD COLUMN IF NOT EXISTS.
  stream_dup_kind LowCardinality(String),
  stream_dup_of Nullable(UInt64),
  stream_band_hits UInt8,
  stream_near_skipped UInt8,
  stream_failed Map(LowCardinality(String), LowCardinality(String)),
  stream_recipe UInt32,
  src_topic LowCardinality(String),
  src_partition UInt32,
  src_offset UInt64,
  run_id String,
  run_time DateTime64(3, 'UTC'),
  run_version String,
  -- Parts hold consecutive batches, so their smallest and largest offset say which few parts can hold a range.
  INDEX src_position (src_partition, src_offset) TYPE minmax GRANULARITY 1
) ENGINE = MergeTree ORDER BY (snapshot, lang, id)
SETTINGS non_replicated_deduplication_window = 100000, min_bytes_for_wide_part = 268435456;

CREATE TABLE IF NOT EXISTS texts (
  id UInt64,
  text String CODEC(ZSTD(3)),
  src_topic LowCardinality(String),
  src_partition UInt32,
  src_offset UInt64
) ENGINE = MergeTree ORDER BY (src_topic, src_partition, src_offset)
SETTINGS non_replicated_deduplication_window = 100000, min_bytes_for_wide_part = 268435456;

-- What a restart fills the dedup window from. `bands` is 8 bytes a band; 0 in `stream_dup_of` and `stream_url_of` is none;
-- bit i of `stream_entered`: the window entered band i.
CREATE TABLE IF NOT EXISTS fingerprints (
  src_topic LowCardinality(String),
  src_partition UInt32,
  src_offset UInt64,
  id UInt64,
  content UInt64,
  url UInt64,
  bands FixedString({bands_bytes}) CODEC(NONE),
  stream_dup_kind LowCardinality(String),
  stream_dup_of UInt64,
  stream_url_of UInt64,
  stream_entered UInt64,
  config UInt64
) ENGINE = MergeTree ORDER BY (src_topic, src_partition, src_offset)
SETTINGS non_replicated_deduplication_window = 100000, min_bytes_for_wide_part = 268435456;

CREATE TABLE IF NOT EXISTS rejections (
  reason LowCardinality(String),
  detail String,
  true_bytes UInt64,
  raw_head String,
  record_id String,
  url Nullable(String),
  snapshot LowCardinality(String),
  file LowCardinality(String),
  file_offset UInt64,
  ordinal UInt32,
  src_topic LowCardinality(String),
  src_partition UInt32,
  src_offset UInt64,
  run_id String,
  run_time DateTime64(3, 'UTC'),
  run_version String
) ENGINE = MergeTree ORDER BY (src_topic, src_partition, src_offset)
SETTINGS non_replicated_deduplication_window = 100000, min_bytes_for_wide_part = 268435456;

-- Totals per batch, snapshot and language; roll up with sum().
CREATE TABLE IF NOT EXISTS stats (
  src_topic LowCardinality(String),
  src_partition UInt32,
  src_from UInt64,
  src_to UInt64,
  snapshot LowCardinality(String),
  lang LowCardinality(String),
  documents UInt64,
  tokens UInt64,
  bytes UInt64,
  replay UInt64,
  exact UInt64,
  url UInt64,
  near UInt64
) ENGINE = MergeTree ORDER BY (src_topic, src_partition, src_from, snapshot, lang)
SETTINGS non_replicated_deduplication_window = 100000, min_bytes_for_wide_part = 268435456;

-- The range a batch is about to write, before its first effect.
CREATE TABLE IF NOT EXISTS ingest_intents (
  src_topic LowCardinality(String),
  src_partition UInt32,
  src_from UInt64,
  src_to UInt64,
  token_version UInt32,
  run_id String,
  run_time DateTime64(3, 'UTC')
) ENGINE = MergeTree ORDER BY (src_topic, src_partition, src_from)
SETTINGS non_replicated_deduplication_window = 100000, min_bytes_for_wide_part = 268435456;

-- A row means: the batch is whole in every table.
CREATE TABLE IF NOT EXISTS ingest_batches (
  src_topic LowCardinality(String),
  src_partition UInt32,
  src_from UInt64,
  src_to UInt64,
  records UInt64,
  rows UInt64,
  rejections UInt64,
  skipped Map(String, UInt64),
  bytes UInt64,
  token_version UInt32,
  run_id String,
  run_time DateTime64(3, 'UTC'),
  run_version String
) ENGINE = MergeTree ORDER BY (src_topic, src_partition, src_from)
SETTINGS non_replicated_deduplication_window = 100000, min_bytes_for_wide_part = 268435456;

-- One row per change of a file's state; the newest row of a file_seq counts.
CREATE TABLE IF NOT EXISTS ingest_files (
  file_seq UInt32,
  fingerprint UInt64,
  file String,
  bytes UInt64,
  state LowCardinality(String),
  records UInt64,
  lost_bytes UInt64,
  replaces UInt32,
  changed DateTime64(6, 'UTC'),
  run_id String,
  run_version String
) ENGINE = MergeTree ORDER BY (file_seq, changed)
SETTINGS non_replicated_deduplication_window = 100000, min_bytes_for_wide_part = 268435456;

-- What selection, docs and page query: pages without replays.
CREATE VIEW IF NOT EXISTS documents AS SELECT * FROM samples WHERE stream_dup_kind != 'replay';
