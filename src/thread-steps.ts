import { pages } from '../topologies/pages.js';
import { openKit, type KitSettings } from './kit.js';
import type { Step } from './model/batch.js';
import type { Note } from './model/note.js';

/** What a worker thread loads and calls: plain settings -> its own steps. The same, inline, without threads. */
export const steps = async (settings: KitSettings, note: Note): Promise<Record<string, Step>> => pages(await openKit(settings, note));
