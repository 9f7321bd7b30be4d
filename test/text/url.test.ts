import { describe, expect, it } from 'vitest';
import { canonicalUrl, placeOf } from '../../src/text/url.js';

describe('placeOf', () => {
  it.each([
    ['http://www.Example.COM/a', 'www.example.com', 'example.com'], ['https://a.b.example.co.uk:8443/', 'a.b.example.co.uk', 'example.co.uk'],
    ['https://me.github.io/x', 'me.github.io', 'me.github.io'], ['https://deep.me.github.io/', 'deep.me.github.io', 'me.github.io'], ['https://github.io/', 'github.io', 'github.io'],
    ['http://bücher.example.de/', 'xn--bcher-kva.example.de', 'example.de'], ['http://Bücher.de/', 'xn--bcher-kva.de', 'xn--bcher-kva.de'],
    ['http://192.168.0.1/x', '192.168.0.1', '192.168.0.1'], ['http://[::1]/', '[::1]', '[::1]'], ['http://localhost:80', 'localhost', 'localhost'], ['ftp://files.example.org/', 'files.example.org', 'example.org'],
    ['http://unknown.invalid/a', 'unknown.invalid', 'unknown.invalid'], ['http://user:pw@example.com./', 'example.com.', 'example.com'],
  ])('%s', (url, host, domain) => {
    expect(placeOf(url)).toEqual({ host, domain });
  });

  it.each(['', '/a/path', 'www.example.com/a', 'urn:uuid:1', 'mailto:a@example.com', 'file:///a', 'about:blank', 'http://', 'http://a b/', 'no url'])('%j is no place', (url) => {
    expect(placeOf(url)).toBe(null);
  });
});

describe('canonicalUrl', () => {
  it.each([
    ['HTTP://WWW.Example.com:80/A', 'http://www.example.com/A'], ['https://example.com:443', 'https://example.com/'], ['https://example.com:8443/', 'https://example.com:8443/'],
    ['http://u:p@example.com/a#top', 'http://example.com/a'], ['http://bücher.de/ä', 'http://xn--bcher-kva.de/%C3%A4'], ['http://example.com/%c3%a4?q=%2f', 'http://example.com/%C3%A4?q=%2F'],
    ['http://example.com/a/../b/./c', 'http://example.com/b/c'],
    ['http://example.com/a?utm_source=x&UTM_Medium=y&b=2&gclid=1&a=1&fbclid=z&sessionid=9', 'http://example.com/a?a=1&b=2'], ['http://example.com/a?utm_source=x', 'http://example.com/a'],
    ['http://example.com/a?', 'http://example.com/a'], ['http://example.com/?b=2&a=1&b=1', 'http://example.com/?a=1&b=1&b=2'], ['http://example.com/a?&&x', 'http://example.com/a?x'],
    ['http://example.com/a/', 'http://example.com/a'], ['http://example.com/a//', 'http://example.com/a'], ['http://example.com//', 'http://example.com/'],
    ['http://example.com/index.html', 'http://example.com/'], ['http://example.com/a/INDEX.PHP?x=1', 'http://example.com/a?x=1'], ['http://example.com/a/default.aspx', 'http://example.com/a'],
    ['http://example.com/myindex.html', 'http://example.com/myindex.html'], ['http://example.com/a;jsessionid=1F/b;c', 'http://example.com/a/b;c'],
    ['http://example.com/news?sid=12', 'http://example.com/news?sid=12'],
    ['/not/a/url', '/not/a/url'], ['urn:x:y', 'urn:x:y'],
  ])('%s', (url, canonical) => {
    expect(canonicalUrl(url)).toBe(canonical);
    expect(canonicalUrl(canonical)).toBe(canonical);
  });
});
