/** UTC milliseconds are 64-bit in the database and safe integers here. */
export function toMilliseconds(value: bigint): number {
  return Number(value);
}

export function toMillisecondsOrNull(value: bigint | null): number | null {
  return value === null ? null : Number(value);
}

/** SQLite has no NaN and JSON no infinity: a cost that is no number is stored as null. */
export function toStoredCost(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}

export function fromStoredCost(value: number | null): number {
  return value ?? Number.NaN;
}

export function float32Bytes(values: Float32Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(values.slice().buffer);
}

/** A copy, because what the driver hands out need not begin at a multiple of four. */
export function float32From(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  return new Float32Array(new Uint8Array(bytes).buffer);
}

export function int32Bytes(values: Int32Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(values.slice().buffer);
}

export function int32From(bytes: Uint8Array): Int32Array<ArrayBuffer> {
  return new Int32Array(new Uint8Array(bytes).buffer);
}
