import { expect, test } from 'vitest';
import { conditionFault } from '../../src/select/condition.js';

test.each([
  "lang = 'de'", "domain != 'a)b' AND (toxicity_score < 0.5 OR lang IN ('en', 'fr'))", 'rps_doc_word_count > 5 -- with a remark )', "url LIKE '%(%' /* ( */", '`odd)name` = 1',
  'id IN (SELECT id FROM texts WHERE length(text) > 10)', 'has([1, 2], ordinal)', "mapKeys(map('a', 1))[1] = 'a'", 'meta = $$ ) $$',
])('%s is one condition', (where) => expect(conditionFault(where)).toBeNull());

test.each([
  ['1=1) OR (1=1', 'a closing bracket too many'], ['1=1] OR [1=1', 'a closing bracket too many'], ["lang = 'de", 'a quote, a comment or a bracket that does not end'],
  ['lang = 1 /* and', 'a quote, a comment or a bracket that does not end'], ['(lang = 1', 'a quote, a comment or a bracket that does not end'], ["lang = 'de') --", 'a closing bracket too many'],
  ['1; DROP TABLE samples', 'more than one statement'], ['arrayJoin([1, 2])', 'arrayJoin, which makes several rows of a page'], [' ', 'an empty condition'], ['-- nothing', 'an empty condition'],
])('%s is none', (where, fault) => expect(conditionFault(where)).toBe(fault));
