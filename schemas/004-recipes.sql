-- Saved recipes, one row a version. `number` counts over the whole store and is the position under which the row was inserted: of two processes that
-- reach for the same number one finds the token taken. Nothing is changed or deleted here: the rows are the history of every change.

CREATE TABLE IF NOT EXISTS recipes (
  number UInt32,
  name String,
  -- Counts the versions of a name from 1.
  version UInt32,
  -- The version of the name that it was made from; 0 = none.
  parent UInt32,
  -- save or rollback
  action LowCardinality(String),
  -- JSON as in recipe.schema.json.
  recipe String,
  -- JSON, its rules with every quantile as the number that it was when the recipe was saved; '' when it has no quantiles.
  resolved String,
  author String,
  reason String,
  changed DateTime64(6, 'UTC'),
  uuid String
) ENGINE = MergeTree ORDER BY number
SETTINGS non_replicated_deduplication_window = 100000, min_bytes_for_wide_part = 268435456;

-- Saved selections: what was chosen, from which rows, and how much it came to. `as_of`, `kept`, `of` and `random` are JSON.
CREATE TABLE IF NOT EXISTS selections (
  id String,
  name String,
  recipe String,
  recipe_version Nullable(String),
  sql String,
  as_of String,
  kept String,
  `of` String,
  random String,
  author String,
  created DateTime64(6, 'UTC')
) ENGINE = MergeTree ORDER BY (created, id)
SETTINGS non_replicated_deduplication_window = 100000, min_bytes_for_wide_part = 268435456;
