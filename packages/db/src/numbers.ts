/** Converts UTC milliseconds, stored as 64-bit integers, to numbers; they are safe integers. */
export function toMilliseconds(value: bigint | number): number {
  return Number(value);
}

export function toMillisecondsOrNull(value: bigint | number | null): number | null {
  return value === null ? null : Number(value);
}

/** SQLite has no NaN and JSON has no infinity, so non-finite metrics are stored as null. */
export function toStoredNumber(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

export function fromStoredNumber(value: number | null): number {
  return value ?? Number.NaN;
}

export function float32Bytes(values: Float32Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(values.slice().buffer);
}

export function float32From(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  return new Float32Array(ownBuffer(bytes));
}

export function int32Bytes(values: Int32Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(values.slice().buffer);
}

export function int32From(bytes: Uint8Array): Int32Array<ArrayBuffer> {
  return new Int32Array(ownBuffer(bytes));
}

/** Returns an ArrayBuffer that holds only these bytes. Copies a view of a larger buffer, which may not be aligned for a typed array. */
export function ownBuffer(bytes: Uint8Array): ArrayBuffer {
  const { buffer, byteLength } = bytes;
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? buffer : new Uint8Array(bytes).buffer;
}
