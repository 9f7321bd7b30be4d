import { describe, expect, test, vi } from 'vitest';
import { words } from '../../src/signals/words.js';
import { loadJieba } from '../../src/text/jieba.js';
import { ScriptWords } from '../../src/text/script-words.js';
import { segmentationOf } from '../../src/text/segmentation.js';
import { analyse } from '../../src/text/shared.js';
import { measurer } from '../oracle/texts.js';

/** Stands for the package: two characters are a word, but 的 is one. */
const pairs = (text: string): string[] => text.match(/的|[^的]{1,2}/gu) ?? [];
vi.mock('../../src/text/jieba.js', async (actual) => ({ ...await actual<typeof import('../../src/text/jieba.js')>(), jieba: () => pairs }));

describe('jieba', () => {
  test('is loaded by name with its own dictionary, and guesses unknown words', () => {
    const asked: unknown[] = [], dict = Uint8Array.of(1, 2);
    const modules: Record<string, unknown> = {
      '@node-rs/jieba': { Jieba: { withDict: (given: Uint8Array) => ({ cut: (...args: unknown[]) => { asked.push(given, ...args); return ['中文']; } }) } }, '@node-rs/jieba/dict': { dict },
    };
    expect(loadJieba((name) => modules[name])!('中文')).toEqual(['中文']);
    expect(asked).toEqual([dict, '中文', true]);
  });

  test('is not there: null, and no error', () => {
    expect(loadJieba(() => { throw new Error("Cannot find module '@node-rs/jieba'"); })).toBeNull();
    expect(loadJieba(() => ({}))).toBeNull();
  });

  test('cuts Chinese, and nothing else', () => {
    const text = `我们的学校，ABC 学习の\u{20000}\u{20001}的，${'学校'.repeat(9)}`, shared = analyse(Buffer.from(text), 'zh'), { count, starts, ends } = shared.of(ScriptWords);
    expect(Array.from({ length: count }, (_, i) => String.fromCodePoint(...shared.cps.subarray(starts[i], ends[i]))))
      .toEqual(['我们', '的', '学校', 'ABC', '学习', 'の', '\u{20000}\u{20001}', '的', ...Array<string>(9).fill('学校')]);
    expect(segmentationOf(analyse(Buffer.from('我们的学校'), ''))).toBe('jieba');
    expect(segmentationOf(analyse(Buffer.from('私の学校'), ''))).toBe('icu');
    expect(measurer(words)('我们的学校。', 'zh')).toEqual({ words_count: 3, words_sentences: 1, words_mean_length: 5 / 3, words_stop_ratio: 2 / 3 });
  });

  test('a long run is cut in pieces that lose nothing', () => {
    const shared = analyse(Buffer.from('我们的'.repeat(1000)), 'zh'), found = shared.of(ScriptWords);
    expect([found.count, found.letters]).toEqual([2000, 3000]);
  });
});
