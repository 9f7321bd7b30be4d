import { audit } from './audit-filter.js';
import { backfill } from './backfill.js';
import { card } from './card.js';
import { config } from './config.js';
import { demo } from './demo.js';
import { ingest } from './ingest.js';
import { inspect } from './inspect.js';
import { measure } from './measure.js';
import { migrate } from './migrate.js';
import { presets } from './presets.js';
import { recipes } from './recipes.js';
import { run } from './run.js';
import { select } from './select.js';
import { serve } from './serve.js';
import { signals } from './signals.js';
import { sql } from './sql.js';
import { train } from './train.js';
import type { Verb } from './verb.js';
import { whatif } from './whatif.js';

/** Every command, in the order of `--help`. */
export const verbs: readonly Verb[] = [demo, backfill, ingest, run, select, whatif, serve, recipes, audit, card, sql, inspect, measure, signals, presets, config, migrate, train];
