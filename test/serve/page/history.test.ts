import { expect, test } from 'vitest';
import { changed, historyOf, redone, undone } from '../../../src/serve/page/history.js';

test('a drag is one step back; a change after an undo forgets what was taken back', () => {
  let history = historyOf('a');
  for (const step of ['b1', 'b2', 'b3']) history = changed(history, step, 'drag 1');
  history = changed(history, 'c1', 'drag 2');
  expect(history).toEqual({ past: ['a', 'b3'], present: 'c1', future: [], gesture: 'drag 2' });
  history = undone(undone(history));
  expect(history).toEqual({ past: [], present: 'a', future: ['b3', 'c1'], gesture: null });
  expect(undone(history)).toBe(history);
  expect(redone(history)).toEqual({ past: ['a'], present: 'b3', future: ['c1'], gesture: null });
  expect(changed(redone(history), 'd')).toEqual({ past: ['a', 'b3'], present: 'd', future: [], gesture: null });
  expect(changed(history, 'a')).toBe(history);
});

test('a gesture that goes on after an undo is a step of its own', () => {
  const once = undone(changed(historyOf('a'), 'b', 'drag 1'));
  expect(changed(once, 'c', 'drag 1').past).toEqual(['a']);
});

test('the steps are bounded', () => {
  let history = historyOf(0);
  for (let i = 1; i <= 500; i++) history = changed(history, i);
  expect([history.past.length, history.past[0], history.present]).toEqual([200, 300, 500]);
});
