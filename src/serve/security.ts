import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { Refusal } from './refusal.js';

/*
 * Who may ask. Everything but the page itself and the health of the process needs the token. A page of another origin that a browser has open cannot send it; should it
 * get hold of it, `Origin` still gives it away, and a name of its own that it has pointed at this address (DNS rebinding) gives `Host` away.
 */

/** What every answer says to a browser. @param importMap the text of the one inline script, which is data */
export const securityHeaders = (importMap: string): Readonly<Record<string, string>> => ({
  'x-content-type-options': 'nosniff',
  'content-security-policy': [`default-src 'none'`, `script-src 'self' 'sha256-${createHash('sha256').update(importMap).digest('base64')}'`, `style-src 'self'`, `img-src 'self' data:`, `connect-src 'self'`,
    `font-src 'self'`, `base-uri 'none'`, `form-action 'none'`, `frame-ancestors 'none'`].join('; '),
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
});

const WILDCARDS = ['0.0.0.0', '::'];
export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');

/** An address as a URL has it. */
export const inUrl = (host: string): string => (isIP(host) === 6 ? `[${host}]` : host);
/** The address to open for a host that is listened on. */
export const reachable = (host: string): string => inUrl(host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host);

const nameOf = (host: string): string | null => {
  const name = /^(\[[0-9a-f:.]+\]|[^:[\]/@\s]+)(?::\d{1,5})?$/i.exec(host)?.[1];
  return name === undefined ? null : name.replace(/^\[|\]$/g, '').toLowerCase();
};

/**
 * The page's own origin, as this request names it. Any port is right: behind a tunnel it is another one, and only the name can be foreign.
 * @param host that is listened on
 * @throws Refusal 421 when `Host` is neither that, nor the address that was reached, nor localhost
 */
export const ownOrigin = ({ headers, socket }: IncomingMessage, host: string): string => {
  const given = headers.host ?? '', name = nameOf(given), reached = socket.localAddress?.replace(/^::ffff:/, '').toLowerCase();
  const own = [host.toLowerCase(), ...(reached === undefined ? [] : [reached]), ...(WILDCARDS.includes(host) || isLoopback(host) ? ['localhost'] : []),
    ...(reached !== undefined && isLoopback(reached) ? ['localhost', '127.0.0.1', '::1'] : []), ...(isLoopback(host) ? [] : [hostname().toLowerCase()])];
  if (name === null || !own.includes(name)) throw new Refusal(421, `Host: got '${given.slice(0, 100)}', allowed the address that thresher serves at`);
  return `http://${given.toLowerCase()}`;
};

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The token as its holder may show it: `Authorization: Bearer`, or as stock clients of ClickHouse do, as key or password. */
const shown = ({ headers }: IncomingMessage): string[] => {
  const [scheme, credentials] = (headers.authorization ?? '').split(' ', 2) as [string, string?], key = headers['x-clickhouse-key'];
  const basic = /^basic$/i.test(scheme) ? Buffer.from(credentials ?? '', 'base64').toString('utf8') : null;
  return [...(/^bearer$/i.test(scheme) ? [credentials ?? ''] : []), ...(basic?.includes(':') ? [basic.slice(basic.indexOf(':') + 1)] : []), ...(typeof key === 'string' ? [key] : [])];
};

/** @throws Refusal 401 unless the request carries the token; compared in a time that says nothing of it */
export const needToken = (incoming: IncomingMessage, token: string): void => {
  const found = shown(incoming), wanted = digest(token);
  if (found.filter((one) => timingSafeEqual(digest(one), wanted)).length > 0) return;
  throw new Refusal(401, found.length === 0 ? 'The token is missing; open the link that `thresher serve` printed, or send it as Authorization: Bearer' : 'The token is not that of this process; open the link that `thresher serve` printed last');
};

/** @throws Refusal 403 unless the request comes from the page. @param needed also when it does not say where it comes from */
export const needOrigin = ({ headers }: IncomingMessage, own: string, needed: boolean): void => {
  const { origin } = headers, site = headers['sec-fetch-site'];
  if (origin === undefined ? !needed : origin.toLowerCase() === own) {
    if (site === undefined || site === 'same-origin' || site === 'none') return;
  }
  throw new Refusal(403, `Origin: got ${origin === undefined ? 'nothing' : `'${origin.slice(0, 100)}'`}, allowed ${own}, the page's own`);
};
