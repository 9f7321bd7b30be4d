import type { FileHandle } from 'node:fs/promises';

const CHUNK = 1 << 20;

/** A stretch of a file that moves forward: bytes [at, at + bytes.length). Views of `bytes` stay valid after it has moved on. */
export class Window {
  bytes: Buffer = Buffer.alloc(0);
  at: number;
  eof = false;
  readonly #file: FileHandle;

  constructor(file: FileHandle, at = 0) {
    this.#file = file;
    this.at = at;
  }

  /** Reads on until at least `least` bytes are there or the file is over. Always whole chunks, so that pieces do not depend on the disk. */
  async fill(least: number): Promise<void> {
    if (this.eof || this.bytes.length >= least) return;
    const kept = this.bytes.length;
    const grown = Buffer.allocUnsafeSlow(kept + Math.max(CHUNK, least - kept));
    this.bytes.copy(grown);
    let filled = kept;
    while (filled < grown.length) {
      const { bytesRead } = await this.#file.read(grown, filled, grown.length - filled, this.at + filled);
      if (bytesRead === 0) { this.eof = true; break; }
      filled += bytesRead;
    }
    this.bytes = grown.subarray(0, filled);
  }

  /** Moves the start forward. */
  consume(length: number): void {
    this.bytes = this.bytes.subarray(length);
    this.at += length;
  }
}
