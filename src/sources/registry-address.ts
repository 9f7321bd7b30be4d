import { usage } from '../model/fault.js';

/** A schema registry's URL, taken apart. */
export interface RegistryAddress {
  /** Without user, password and closing slash: what requests go to and what messages show. */
  readonly url: string;
  /** `user:password`, or null. */
  readonly credentials: string | null;
  /** Somebody else's words as one line of at most 500 characters, credentials in any spelling replaced by `***`. */
  readonly clean: (text: string) => string;
}

const LONGEST = 500;

/**
 * @param given `http(s)://[user:password@]host[:port][/path]`, user and password percent-encoded
 * @throws Fault (usage) when it is something else, which is not repeated as it may hold a password
 */
export const registryAddress = (given: string): RegistryAddress => {
  const wrong = usage('registry: got a value that is no such URL, allowed http(s)://[user:password@]host[:port][/path]');
  if (!URL.canParse(given)) throw wrong;
  const { protocol, host, pathname, username, password } = new URL(given);
  if (protocol !== 'http:' && protocol !== 'https:') throw wrong;
  let credentials: string | null;
  try {
    credentials = username || password ? `${decodeURIComponent(username)}:${decodeURIComponent(password)}` : null;
  } catch {
    throw wrong;   // a lone % in user or password
  }
  const secrets = credentials === null ? [] : [Buffer.from(credentials).toString('base64'), credentials.slice(credentials.indexOf(':') + 1), password].filter(Boolean);
  return {
    url: `${protocol}//${host}${pathname.replace(/\/+$/, '')}`,
    credentials,
    clean: (text) => secrets.reduce((words, secret) => words.replaceAll(secret, '***'), text).replace(/\s+/g, ' ').trim().slice(0, LONGEST),
  };
};
