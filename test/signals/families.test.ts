import { describe } from 'vitest';
import { families } from '../../src/signals/index.js';
import { compareWithTwin } from './compare-with-twin.js';
import { plainFamilies } from './plain/index.js';

// The families that are measured unless others are named; each other one has a test file of its own beside this.
describe.each(['rps', 'gopher', 'c4', 'fineweb'])('family %s', (name) => {
  compareWithTwin(families[name]!, plainFamilies[name]!, ['en', 'en', 'en', 'tr', 'ja', 'de', 'und'], [], { constant: ['rps_doc_ut1_blacklist'] });
});
