import type { Config } from './config.js';
import { makeSketcher } from './dedup/sketcher.js';
import { numberSignals, openFamilies, type Families } from './families.js';
import { scorerSpecs } from './kit.js';
import type { SignalType } from './model/signal.js';
import { readModelFolder } from './scorers/model-folder.js';
import { openStore, type ClickHouseStore, type StoreSettings } from './sinks/clickhouse.js';
import { ensureColumns, migrate, type WantedColumn } from './sinks/schema.js';

const COLUMN_TYPES: Readonly<Record<SignalType, string>> = {
  fraction: 'Nullable(Float64)', score: 'Nullable(Float64)', count: 'Nullable(UInt32)', flag: 'Nullable(UInt32)', array: 'Array(Float64)', hash: 'Nullable(UInt64)',
};

/** The scorers of these settings and the columns of their outputs. @throws Fault (usage) when a model folder is missing or broken */
const scorerOutputs = (config: Config): { readonly name: string; readonly outputs: readonly string[] }[] =>
  scorerSpecs(config).map(({ name, path }) => ({ name, outputs: readModelFolder(path).about.outputs.map((output) => `${name}_${output}`) }));

/** Columns of the scorers' outputs. @throws Fault (usage) as above */
export const scoreColumns = (config: Config): string[] => scorerOutputs(config).flatMap(({ outputs }) => outputs);

/** Columns of the chosen families and scorers in `samples`, in the order of the catalogue. */
const sampleColumns = (config: Config, families: Families): WantedColumn[] => [
  ...numberSignals(families).map(({ name, type }) => ({ name, type: COLUMN_TYPES[type] })),
  ...families.arrays.flatMap((family) => ('measureStrings' in family ? family.signals.map(({ name }) => ({ name, type: 'Array(String)' })) : [])),
  ...scorerOutputs(config).flatMap(({ name, outputs }) => [...outputs.map((output) => ({ name: output, type: 'Nullable(Float64)' })), { name: `${name}_model`, type: 'LowCardinality(String)' }]),
];

/** Columns of the chosen families of lines, in `lines`. */
const lineColumns = ({ arrays }: Families): WantedColumn[] =>
  arrays.flatMap((family) => ('measureLines' in family ? family.signals.map(({ name }) => ({ name, type: COLUMN_TYPES.array })) : []));

/** The store of this configuration, its tables made, and its columns for what will be measured added. */
export const prepareStore = async (config: Config, version: string, hooks: Pick<StoreSettings, 'failpoint' | 'onInsert'> = {}): Promise<{ store: ClickHouseStore; dedupConfig: bigint }> => {
  const families = await openFamilies(config), wanted = sampleColumns(config, families), lines = lineColumns(families), { config: dedupConfig } = makeSketcher(config.dedup);
  const store = await openStore({ store: config.store, database: config.database, version, ...hooks });
  try {
    await migrate(store, { bands: config.dedup.bands });
    await ensureColumns(store, 'samples', wanted);
    await ensureColumns(store, 'lines', lines);
    return { store, dedupConfig };
  } catch (error) {
    await store.close();
    throw error;
  }
};
