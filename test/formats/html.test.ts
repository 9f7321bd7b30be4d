import { describe, expect, it } from 'vitest';
import { htmlText } from '../../src/formats/html.js';
import { random } from './archive.js';

const text = (html: string): string => htmlText(html, 1 << 20).text;

describe('htmlText', () => {
  it.each([
    ['the example of the essay', '<div>One<br>two</div><p>x &amp; y<p>z<table><tr><td>1<td>2</table>', 'One\ntwo\n\nx & y\n\nz\n\n1\t2'],
    ['white space', '<div> a \n\t b </div> <div>\n\n</div><span> c </span>  <b> d</b>e', 'a b\nc de'],
    ['space across elements', 'a <b> b</b><i>c </i> d<br> e <br>f', 'a bc d\ne\nf'],
    ['no-break space', '<p>&nbsp;a&nbsp; b</p>', '\u00a0a\u00a0 b'],
    ['paragraphs and headings', '<h1>T</h1>a<p>b</p><p></p><p>c</p>d<ul><li>e<li>f</ul>', 'T\na\n\nb\n\nc\n\nd\ne\nf'],
    ['breaks', 'a<br><br>b<br/><br><br>c<br>', 'a\n\nb\n\nc'],
    ['preformatted', '<pre>  a\n\n\n   b\r\n\tc</pre>d <pre>e', '  a\n\n\n   b\n\tc\nd\ne'],
    ['textarea keeps what looks like tags', '<textarea> <b> x </textarea>y', ' <b> x \ny'],
    ['tables', '<table><thead><tr><th>A<th>B</thead><tbody><tr><td>1</td> <td>2</td></tr></table>after', 'A\tB\n1\t2\nafter'],
    ['a table in a cell', '<table><tr><td>a<table><tr><td>b<td>c</table><td>d</table>', 'a\nb\tc\nd'],
    ['entities', '&lt;b&gt; &eacute;&#233;&#xe9; &nosuchentity; &notin; &amp &copy 2020 &#0;&#xD800;&#x110000;', '<b> ééé &nosuchentity; ∉ & © 2020 \ufffd\ufffd\ufffd'],
    ['what is not rendered', 'a<script>if (1 < 2) "</p>";</script><style>b{}</style><noscript><p>c</p></noscript><template>d<template>e</template>f</template><!-- g --><svg><text>h</text></svg><iframe>i</iframe>z', 'az'],
    ['head and title', '<html><head><title>t</title><meta name=x content=y><style>s</style></head><body>b</body></html>', 'b'],
    ['a head that is not closed', '<head><title>t</title><link rel=x><div>b</div>', 'b'],
    ['a title in the body', 'a<title>t</title>b', 'ab'],
    ['an svg that is not closed', 'a<svg><path d="x"><g>s<div>b</div>', 'a\nb'],
    ['an svg that closes itself', 'a<svg/>b', 'ab'],
    ['attributes', '<a href="x>y" title=\'<p>\'>link</a><img alt="no">', 'link'],
    ['upper case', '<DIV>a</DIV><P>b<BR>c<SCRIPT>x</SCRIPT>', 'a\n\nb\nc'],
    ['tag soup', '</div></p>a</b><<b>>c < d <3 <p clas', 'a<>c < d <3'],
    ['a page that ends inside a tag', '<p>a</p><p', 'a'],
    ['lists and tables end a paragraph, a select does not', '<p>a<ul><li>b</ul><p>c<select><option>d</select>', 'a\n\nb\n\nc\nd'],
    ['cdata and declarations', '<!doctype html><?xml version="1.0"?><p>a<![CDATA[b]]>c', 'ac'],
    ['nothing', '', ''],
    ['nothing to see', '<html><body><script>x</script> \n </body></html>', ''],
  ])('%s', (_, html, expected) => {
    expect(text(html)).toBe(expected);
  });

  it('stops keeping text at the limit and counts on', () => {
    expect(htmlText('<p>äöü</p><p>äöü', 14)).toEqual({ text: 'äöü\n\näöü', bytes: 14 });
    expect(htmlText('<p>äöü</p><p>äöü', 13)).toEqual({ text: '', bytes: 14 });
    expect(htmlText(`<p>${'ä <b>b</b> '.repeat(100_000)}`, 1000)).toEqual({ text: '', bytes: 500_000 - 1 });
  });

  const timed = (html: string, limit = 1 << 26): { text: string; bytes: number; seconds: number } => {
    const started = performance.now();
    return { ...htmlText(html, limit), seconds: (performance.now() - started) / 1000 };
  };

  it.each([
    ['100,000 nested tags', '<div>'.repeat(100_000) + 'x' + '</div>'.repeat(100_000)],
    ['100,000 tags that nobody closes and 100,000 that nobody opened', '<b>'.repeat(100_000) + 'x' + '</i>'.repeat(100_000)],
    ['100,000 nested templates behind a word', `x${'<template>'.repeat(100_000)}`],
    ['400,000 open angle brackets', `x<a${'<a '.repeat(400_000)}`],
    ['1 MB of spaces', `<p>x${' '.repeat(1 << 20)}`],
    ['100,000 attributes', `<p ${'a=b '.repeat(100_000)}>x`],
  ])('%s take no more than their length', (_, html) => {
    const result = timed(html);
    expect(result.text).toBe('x');
    expect(result.seconds).toBeLessThan(3);
  });

  it('reads a page of 50 MB', () => {
    const row = '<tr><td class="n">Some words in a cell</td><td>and &amp; some more</td></tr>\n';
    const html = `<table>${row.repeat(Math.ceil(5e7 / row.length))}</table>`;
    const result = timed(html);
    expect(result.bytes).toBe(Math.ceil(5e7 / row.length) * 'Some words in a cell\tand & some more\n'.length - 1);
    process.stdout.write(`a page of 50 MB: ${result.seconds.toFixed(1)} s\n`);
    expect(result.seconds).toBeLessThan(20);
  });

  it('never throws, never leaves markup white space, on 2,000 pages of random parts', () => {
    const next = random(11);
    const parts = ['<p>', '</p>', '<div>', '</div>', '<br>', '<pre>', '</pre>', '<td>', '<tr>', '<table>', '</table>', '<script>', '</script>', '<svg>', '</svg>', '<head>', '</head>', '<body>', '<!--', '-->',
      '<title>', '</title>', ' ', '\n', 'word', '&amp;', '&', '<', '>', '\0', '\ud800', '<textarea>', '</textarea>', '<noscript>', '</noscript>', '<![CDATA[', ']]>'];
    for (let round = 0; round < 2000; round++) {
      const html = Array.from({ length: 1 + Math.floor(next() * 40) }, () => parts[Math.floor(next() * parts.length)]!).join('');
      const result = text(html);
      if (!/<(?:pre|textarea)/.test(html)) expect(result, html).not.toMatch(/^\s|[ \t]\n|\n[ \t]|\n{3}| {2}|[ \n\t]$/);
    }
  });
});
