import type { Preset, Rule } from '../../model/rule.js';
import { headGopher, releaseGopher } from './gopher-datatrove.js';
import { english, rule } from './rule.js';

const HEAD = 'huggingface/datatrove 0.10.1', RELEASE = 'huggingface/datatrove @05194d39';

const c4 = (p: string, code: string): Rule[] => {
  const source = `${code}, c4_filters.py, filter_no_terminal_punct off`;
  return [
    rule(`${p}_c4nopunct_page_lorem`, '=', 0, `${source}: no "lorem ipsum"`),
    rule(`${p}_c4nopunct_page_curly`, '=', 0, `${source}: no "{"`),
    rule(`${p}_c4nopunct_kept_sentences`, '>=', 5, `${source}: min_num_sentences = 5`),
  ];
};

const LEFT_OUT = [
  'Step 1, URL filter: block lists of domains and URLs, banned words in the URL.',
  'Step 2, trafilatura: how the text was extracted.',
  'Step 8, MinHash deduplication within each snapshot.',
  'Step 9, e-mail and public IP addresses replaced in the text.',
  'The edited text: the store keeps the text as it came.',
];
const PAPER = 'The FineWeb Datasets, arXiv:2406.17557';

/** Steps 3 to 7 of FineWeb with today's datatrove. */
export const finewebAtDatatrove: Preset = {
  name: 'fineweb@datatrove',
  source: `${PAPER}; examples/fineweb.py of ${HEAD}`,
  notes: 'The order of the recipe: language, Gopher repetition, Gopher quality, C4 without its end-mark rule, and FineWeb\'s four ratios on the text that the C4 step leaves. '
    + 'Today a page exactly at 0.12, 0.67 or 0.01 is kept.',
  rules: {
    all: [
      ...english(`${HEAD}, examples/fineweb.py: language filter, lid.176, English above 0.65`), ...headGopher.repetition, ...headGopher.quality, ...c4('dt', HEAD),
      rule('dt_fw_line_punct_ratio', '>=', 0.12, `${HEAD}, fineweb_quality_filter.py: line_punct_thr = 0.12, dropped below`),
      rule('dt_fw_short_line_ratio', '<=', 0.67, `${HEAD}, fineweb_quality_filter.py: short_line_thr = 0.67 of lines up to 30 characters, dropped above`),
      rule('dt_fw_char_dup_ratio', '<=', 0.01, `${HEAD}, fineweb_quality_filter.py: char_duplicates_ratio = 0.01, dropped above`),
      rule('dt_fw_list_ratio', '<=', 0.3, `${HEAD}, fineweb_quality_filter.py: new_line_ratio = 0.3, dropped above`),
    ],
  },
  not_expressed: LEFT_OUT,
};

/** Steps 3 to 7 of FineWeb with the datatrove that made the published data set. */
export const finewebAtRelease: Preset = {
  name: 'fineweb@release',
  source: `${PAPER}; examples/fineweb.py of ${RELEASE}`,
  notes: 'As fineweb@datatrove, in the state that made the published data set: NLTK words, stop words by occurrences, empty lines counted as duplicates, quotes taken for ends of lines, '
    + 'and a page exactly at 0.12, 0.67 or 0.01 dropped.',
  rules: {
    all: [
      ...english(`${RELEASE}, examples/fineweb.py: language filter, lid.176, English above 0.65`), ...releaseGopher.repetition, ...releaseGopher.quality, ...c4('dtrel', RELEASE),
      rule('dtrel_fw_line_punct_ratio', '>', 0.12, `${RELEASE}, fineweb_quality_filter.py: line_punct_thr = 0.12, dropped at and below`),
      rule('dtrel_fw_short_line_ratio', '<', 0.67, `${RELEASE}, fineweb_quality_filter.py: short_line_thr = 0.67 of lines up to 30 characters, dropped at and above`),
      rule('dtrel_fw_char_dup_ratio', '<', 0.01, `${RELEASE}, fineweb_quality_filter.py: char_duplicates_ratio = 0.01, dropped at and above`),
      rule('dtrel_fw_list_ratio', '<=', 0.3, `${RELEASE}, fineweb_quality_filter.py: new_line_ratio = 0.3, dropped above`),
    ],
  },
  not_expressed: LEFT_OUT,
};

const edu = (name: string, least: number, source: string): Preset => ({
  name,
  source: `${PAPER}; HuggingFaceFW/fineweb-edu and its classifier`,
  notes: 'Preset fineweb@release and the score of a classifier of educational value, rounded to whole numbers from 0 to 5; the smallest score is the one of the model card, not of code.',
  rules: { all: [...finewebAtRelease.rules.all, rule('fineweb_edu_int_score', '>=', least, source)] },
  not_expressed: LEFT_OUT,
});
/** FineWeb-Edu, and its larger set with a lower cut. */
export const finewebEdu = edu('fineweb-edu', 3, 'HuggingFaceFW/fineweb-edu, card: int_score of 3 or more');
export const finewebEdu2 = edu('fineweb-edu-2', 2, 'HuggingFaceFW/fineweb-edu-score-2, card: int_score of 2 or more');
