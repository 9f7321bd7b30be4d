// For tests of code that is built on thresher: batches and columns by hand, and steps run without threads.
export type { Batch, Step } from './model/batch.js';
export type { Column, Columns, Packed } from './model/columns.js';
export { bytesAt, count, hashColumn, numberColumn, pack, textAt, textColumn, valueAt } from './model/columns.js';
export type { Cpu, Partition, Store } from './model/ports.js';
export { inline } from './workers/inline.js';
export { memoryLog, type MemoryLog, type MemoryLogOptions } from './sources/memory.js';
export type { Log, LogConsumer, LogMessage, LogProducer, OutMessage } from './model/log.js';
