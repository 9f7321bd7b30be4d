import { conversion, member } from './wet.js';

const page = (name: string, text: string) => ({ url: `https://broken.example/${name}`, text });

/** Damage as crawls have it, so that rejections show: gzip members that go between whole ones. */
export const brokenMembers = (date: string): Buffer[] => {
  const flipped = member(conversion(page('flipped-bits', 'A page whose bytes were changed on the way. '.repeat(20)), date));
  flipped.fill(0xff, Math.floor(flipped.length / 2), Math.floor(flipped.length / 2) + 8);
  return [
    member(conversion(page('empty', ''), date)),
    member(conversion(page('nul-bytes', `A page with NUL bytes\0 in the middle\0 of its text is repaired, kept, and counted.\n`.repeat(4)), date)),
    member(conversion(page('long-header', 'A page behind a header that does not end.'), date, { 'X-Padding': 'x'.repeat(1 << 20) })),
    member(conversion(page('too-long', 'All work and no play makes a page too long to keep. '.repeat(120_000)), date)),
    flipped,
  ];
};

/** The last member of a file that was not written to its end. */
export const cutMember = (date: string): Buffer => {
  const whole = member(conversion(page('cut-off', 'A page that ends in the middle because the crawl was stopped. '.repeat(40)), date));
  return whole.subarray(0, Math.floor(whole.length * 0.6));
};
