/** What a service needs is not on this machine: the suite is skipped, which is no defect. */
export class Missing extends Error {
  readonly what: string;
  readonly how: string;

  /** @param what the part, @param how where to get it: both as they stand in the SKIP line */
  constructor(what: string, how: string) {
    super(`missing ${what}; get it by ${how}`);
    this.name = 'Missing';
    this.what = what;
    this.how = how;
  }
}
