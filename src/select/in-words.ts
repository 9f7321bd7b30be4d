import type { AnyRule, Rules } from '../model/rule.js';
import { EACH } from './check.js';

/** A rule or group in words. */
export const inWords = (node: AnyRule | Rules<AnyRule>): string => {
  if ('all' in node) return node.all.map((child) => nested(child, 'any')).join(' and ');
  if ('any' in node) return node.any.map((child) => nested(child, 'all')).join(' or ');
  if ('quantile' in node) {
    return `${node.signal} ${node.op} quantile ${node.quantile} of ${node.by ?? 'documents'}${node.lang === undefined ? '' : node.lang === EACH ? ' of its language' : ` (pages in ${node.lang})`}`;
  }
  const value = Array.isArray(node.value) ? node.value.join(', ') : String(node.value), signal = node.per === undefined ? node.signal : `${node.signal} / ${node.per}`;
  return `${signal} ${node.op} ${value}${node.lang === undefined ? '' : ` (pages in ${node.lang})`}`;
};
/** A group of the other kind in parentheses, when there is more than one in it. */
const nested = (node: AnyRule | Rules<AnyRule>, other: 'all' | 'any'): string => {
  const list = 'all' in node ? node.all : 'any' in node ? node.any : [];
  return other in node && list.length > 1 ? `(${inWords(node)})` : inWords(node);
};
