-- What is measured line by line, when a family of lines is chosen: one row a page, its lines as arrays. Line i of a page is the code points
-- [starts[i], ends[i]) of its text, line feed included: substringUTF8(text, starts[i] + 1, ends[i] - starts[i]).

CREATE TABLE IF NOT EXISTS lines (
  id UInt64,
  starts Array(UInt32),
  ends Array(UInt32),
  src_topic LowCardinality(String),
  src_partition UInt32,
  src_offset UInt64
  -- Behind these come the columns of the chosen families, <signal> Array(Float64), added with ALTER TABLE ... ADD COLUMN IF NOT EXISTS.
) ENGINE = MergeTree ORDER BY (src_topic, src_partition, src_offset)
SETTINGS non_replicated_deduplication_window = 100000, min_bytes_for_wide_part = 268435456;
