/** What is used of the WebAssembly namespace (the `es2023` library does not declare it). */
declare const WebAssembly: {
  readonly validate: (bytes: Uint8Array) => boolean;
  readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
} | undefined;

/**
 * Loads a kernel (WebAssembly with SIMD that imports `host.memory`).
 * @param base64 the module
 * @param bytes how much memory it has at least; it never grows
 * @returns the memory and what the module exports; null where the runtime has no SIMD
 */
export const loadWasm = <Exports>(base64: string, bytes: number): { readonly memory: ArrayBuffer; readonly exports: Exports } | null => {
  const code = Buffer.from(base64, 'base64');
  if (typeof WebAssembly === 'undefined' || !WebAssembly.validate(code)) return null;
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / 65536) });
  return { memory: memory.buffer, exports: new WebAssembly.Instance(new WebAssembly.Module(code), { host: { memory } }).exports as Exports };
};
