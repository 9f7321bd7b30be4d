// crawl files -> samples: `curate` over one partition, the files one after the other.
export { curate as backfill } from './curate.js';
