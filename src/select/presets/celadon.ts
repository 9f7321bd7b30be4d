import type { Preset } from '../../model/rule.js';
import { rule } from './rule.js';

const CODE = 'Pleias/toxic-commons @271dfb0';

/** The pages that Toxicity of the Commons keeps as they are. */
export const celadon: Preset = {
  name: 'celadon',
  source: `Toxicity of the Commons, arXiv:2410.22587; ${CODE}`,
  notes: 'Five kinds of toxicity (race and origin, gender and sex, religion, ability, violence), each from 0 to 3. Made for scanned text in the public domain; its authors warn that it may not '
    + 'hold for web pages.',
  rules: {
    all: [
      rule('celadon_total', '<=', 3, `${CODE}, README: class none, at most 3 in all`),
      rule('celadon_max', '<=', 2, `${CODE}, README: class none, no kind above 2`),
    ],
  },
  not_expressed: ['Pages of class mild (4 to 6 in all, or 3 from one kind) kept with a warning, pages of class toxic (7 or more) rewritten.'],
};
