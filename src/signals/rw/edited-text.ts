import { reserve } from '../../text/scratch.js';
import type { Analysis, Shared } from '../../text/shared.js';
import { Matches, cut } from './matches.js';
import { beginsWithDomain, findAddresses, findNames } from './url-removal.js';

/**
 * The text as DCLM's RefinedWeb filters see it: URLs taken out, then every run of three or more line feeds made two
 * (url_removal_modifier, newline_removal_modifier). Most texts stay as they are, and then no copy is made.
 */
export class EditedText implements Analysis {
  /** The text is `cps[0, length)`: the shared array itself unless `isEdited`. */
  cps = new Int32Array(0);
  length = 0;
  isEdited = false;
  private copy = new Int32Array(1024);
  private readonly matches = new Matches();

  read(shared: Shared): void {
    this.cps = shared.cps;
    this.length = shared.length;
    this.isEdited = false;
    const hints = look(this.cps, this.length);
    if ((hints & NAME) !== 0 && beginsWithDomain(this.cps, this.length)) this.cut(findNames);
    // What was cut out may have stood inside an address or between line feeds.
    if ((hints & ADDRESS) !== 0 || this.isEdited) this.cut(findAddresses);
    if ((hints & FEEDS) !== 0 || this.isEdited) this.cut(findSpareFeeds);
  }

  private cut(find: (cps: Int32Array, length: number, into: Matches) => void): void {
    const { matches, cps, length } = this;
    matches.count = 0;
    find(cps, length, matches);
    if (matches.count === 0) return;
    // Edited already: the copy is cut in place.
    if (!this.isEdited) this.copy = reserve(this.copy, length);
    this.length = cut(cps, 0, length, matches, this.copy, 0);
    this.cps = this.copy;
    this.isEdited = true;
  }
}

const findSpareFeeds = (cps: Int32Array, length: number, into: Matches): void => {
  for (let i = 0; i < length; i++) {
    if (cps[i] !== LF) continue;
    const from = i + 2;
    while (i + 1 < length && cps[i + 1] === LF) i++;
    if (i >= from) into.add(from, i + 1);
  }
};

const NAME = 1, ADDRESS = 2, FEEDS = 4;

/** Whether there may be a name, an address, surplus line feeds: one pass that nearly all texts end with. */
const look = (cps: Int32Array, length: number): number => {
  let hints = 0;
  for (let i = 1; i + 1 < length; i++) {
    const cp = cps[i]!;
    if (cp === DOT) {
      const next = cps[i + 1]!;
      if (next > 0x60) hints |= NAME;
      else if (next - 0x30 >>> 0 < 10) hints |= ADDRESS;
    } else if (cp === LF && cps[i - 1] === LF && cps[i + 1] === LF) hints |= FEEDS;
  }
  return hints;
};

const DOT = 0x2e, LF = 0x0a;
