import { getDomain } from 'tldts';

/** Where a page is. `host` and `domain` are lower case and punycode. */
export interface Place {
  readonly host: string;
  /** Registrable domain (Public Suffix List, private suffixes on: `me.github.io`), or the host where there is none (address, `localhost`). */
  readonly domain: string;
}

/** Host and domain of an absolute URL; null when the string is no URL or names no host (`urn:`, `file:`, a path). */
export const placeOf = (url: string): Place | null => {
  const host = parse(url)?.hostname ?? '';
  return host === '' ? null : { host, domain: getDomain(host, DOMAIN_OPTIONS) ?? host };
};
/** The registrable domain where only registries' suffixes count (`github.io` of `me.github.io`), or the host where there is none. */
export const registeredDomain = (host: string): string => getDomain(host, { ...DOMAIN_OPTIONS, allowPrivateDomains: false }) ?? host;
const DOMAIN_OPTIONS = { allowPrivateDomains: true, extractHostname: false, validateHostname: false };

const parse = (url: string): URL | null => {
  try {
    return new URL(url);
  } catch {
    return null;
  }
};

/** Parameters that say who came, not what is shown: campaign tags, click ids, session ids. Names are compared in lower case. */
const TRACKING = new Set([
  'gclid', 'gclsrc', 'dclid', 'gbraid', 'wbraid', 'fbclid', 'msclkid', 'yclid', 'ysclid', 'igshid', 'twclid', 'ttclid', 'mc_cid', 'mc_eid', '_ga', '_gl', '_hsenc', '_hsmi',
  'sessionid', 'session_id', 'phpsessid', 'jsessionid', 'aspsessionid', 'cfid', 'cftoken',
]);
const isTracking = (name: string): boolean => name.startsWith('utm_') || TRACKING.has(name);
const INDEX = /\/(?:index\.(?:html?|php|aspx?|jsp)|default\.(?:html?|aspx?))$/i;

/**
 * One spelling for the URLs of one page: what the URL hash is taken of, never what is stored or shown.
 * Scheme and host in lower case, host in punycode, default port, user and fragment removed, `.` and `..` resolved (WHATWG URL); `%xx` in upper case;
 * tracking and session parameters and `;jsessionid=` removed, the other parameters in order of name and value (code units), an empty query removed;
 * a last segment `index.html|htm|php|asp|aspx|jsp` or `default.html|htm|asp|aspx` removed, then slashes at the end of the path (`/a/` = `/a`; the
 * root stays `/`). Kept apart: http and https, `www.`, upper and lower case of the path.
 * What is no URL with a host comes back as it is.
 */
export const canonicalUrl = (url: string): string => {
  const parsed = parse(url);
  if (!parsed || parsed.hostname === '') return url;
  let path = parsed.pathname;
  if (path.includes(';')) path = path.replace(SESSION, '');
  path = path.replace(INDEX, '/');
  let end = path.length;
  while (end > 1 && path.charCodeAt(end - 1) === SLASH) end--;
  path = path.slice(0, end) || '/';
  const query = parsed.search === '' ? '' : sorted(parsed.search.slice(1));
  const canonical = `${parsed.protocol}//${parsed.host}${path}${query === '' ? '' : `?${query}`}`;
  return canonical.includes('%') ? canonical.replace(ESCAPE, (escape) => escape.toUpperCase()) : canonical;
};
const SLASH = 47;
const SESSION = /;jsessionid=[^/;]*/gi;
const ESCAPE = /%[0-9a-f]{2}/gi;

const sorted = (query: string): string =>
  query.split('&').filter((part) => part !== '' && !isTracking(part.split('=', 1)[0]!.toLowerCase())).sort().join('&');
