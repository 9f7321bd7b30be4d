import { expect, test } from 'vitest';
import type { Reading } from '../../src/demo/installed.js';
import { hostOf, pagesOf } from '../../src/demo/page.js';

const filler = 'The stream keeps every page with its measurements so that thresholds can be moved later. '.repeat(3).trim();
const reading = (path: string, kind: Reading['kind'], text: string): Reading => ({ package: '@Scope/the_name', path, kind, text });

test('every package is a site in the domain for examples', () => {
  expect([hostOf('rxjs'), hostOf('@Scope/the_name')]).toEqual(['rxjs.example', 'the-name.scope.example']);
});

test('markdown is shown as a browser shows it: paragraphs on one line, no targets, tags and marks, code as it stands', () => {
  const markdown = `# Title\n\n![badge](x.svg) A [link](https://a.b) and **bold**\nwords that wrap.\n\n- one\n  goes on\n- two\n\n<p align="center">html</p>\n\n\`\`\`js\nconst a = {};\n  b();\n\`\`\`\n\n${filler}\n`;
  expect(pagesOf(reading('docs/a b.md', 'markdown', markdown))).toEqual([{
    url: 'https://the-name.scope.example/docs/a%20b.md',
    text: `Title\nA link and bold words that wrap.\n- one goes on\n- two\nhtml\nconst a = {};\n  b();\n${filler}`,
  }]);
});

test('a long markdown file is one page a second-level heading; what is too short for a page is none', () => {
  const markdown = `# Title\n\n${filler.repeat(20)}\n\n## Short\n\nNothing.\n\n## Long\n\n${filler}\n\n### Deeper\n\nstays here`;
  expect(pagesOf(reading('README.md', 'markdown', markdown))).toEqual([
    { url: 'https://the-name.scope.example/README.md', text: `Title\n${filler.repeat(20)}` },
    { url: 'https://the-name.scope.example/README.md?section=2', text: `Long\n${filler}\nDeeper\nstays here` },
  ]);
  expect(pagesOf(reading('README.md', 'markdown', 'Short.'))).toEqual([]);
});

test('declarations give their doc comments, licences their text', () => {
  const source = `import { x } from 'y';\n/**\n * ${filler}\n *\n * @param a see {@link B}\n */\nexport const f: (a: number) => void;\n/* no doc */\n/** Second. */\n`;
  expect(pagesOf(reading('dist/f.d.cts', 'declarations', source))).toEqual([{ url: 'https://the-name.scope.example/dist/f.cts.html', text: `${filler}\n@param a see B\nSecond.` }]);
  expect(pagesOf(reading('dist/f.d.ts', 'declarations', source))[0]!.url).toBe('https://the-name.scope.example/dist/f.html');
  expect(pagesOf(reading('LICENSE', 'licence', `MIT\r\n\r\n${filler.replaceAll('. ', '.\r\n')}`))).toEqual([{ url: 'https://the-name.scope.example/LICENSE', text: `MIT\n${filler}` }]);
});
