-- What `serve` keeps so that the shape of every signal is there at once: counts per snapshot, language, signal and bin of the grid, in three weights.
-- They are kept by steps. A step is a range of whole batches, counted slice by slice (one block each: there as a whole or not at all), or several earlier steps added
-- up; its rows are a partition, so that they go as a whole. Rows count when level_steps says that their step is whole and not part of a later one.

-- signal '' (bin 0) counts all pages; those that lack a signal are the difference.
CREATE TABLE IF NOT EXISTS signal_bins (
  step UInt64,
  slice UInt32,
  signal LowCardinality(String),
  snapshot LowCardinality(String),
  lang LowCardinality(String),
  bin Int32,
  documents UInt64,
  tokens UInt64,
  bytes UInt64
) ENGINE = MergeTree PARTITION BY step ORDER BY (signal, snapshot, lang, bin)
SETTINGS non_replicated_deduplication_window = 100000;

-- A step begins with one row a partition of the log (`begun`), written before its first effect, has one row for each slice that is there (`counted`), and ends with
-- one row (`whole`).
CREATE TABLE IF NOT EXISTS level_steps (
  step UInt64,
  state LowCardinality(String),
  -- Which slice was counted, of how many: slice i of n holds the pages whose id is in the i-th of n equal parts of all ids.
  slice UInt32,
  slices UInt32,
  -- Raised when what was counted is no longer what is in the store; steps of earlier epochs do not count.
  epoch UInt32,
  -- How many times the rows have been added up.
  tier UInt8,
  -- Steps that this one takes the place of.
  parts Array(UInt64),
  src_topic LowCardinality(String),
  src_partition UInt32,
  src_from UInt64,
  src_to UInt64,
  -- The whole batches in the range: how many, a hash of them, their rows.
  batches UInt64,
  fingerprint UInt64,
  rows UInt64,
  changed DateTime64(3, 'UTC')
) ENGINE = MergeTree ORDER BY step
SETTINGS non_replicated_deduplication_window = 100000;
