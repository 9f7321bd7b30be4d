import { openKit, type KitSettings } from '../kit.js';
import type { Step } from '../model/batch.js';
import type { Note } from '../model/note.js';
import { compiledModule } from '../package.js';
import { pages } from '../../topologies/pages.js';

/** What `measure` computes: `scorers` is empty without `--scores`. */
export interface MeasureSettings {
  readonly kit: KitSettings;
  readonly fingerprints: boolean;
}

/** Compiled module that worker threads build these steps from. */
export const MEASURE_STEPS = compiledModule('src/commands/measure-steps.js');

/** The steps of the files route without those that are not asked for. */
export const steps = async ({ kit, fingerprints }: MeasureSettings, note: Note): Promise<Record<string, Step>> => {
  const { score, sketch, ...first } = pages(await openKit(kit, note));
  return { ...first, ...(kit.scorers.length ? { score: score! } : {}), ...(fingerprints ? { sketch: sketch! } : {}) };
};
