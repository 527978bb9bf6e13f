import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { FitState, LinearFit } from '@hourglass/model/baselines';
import { z } from 'zod';

const numbers = z.instanceof(Float64Array<ArrayBuffer>);

/** A finished fit. */
export const fitSchema: z.ZodType<LinearFit> = z.object({
  method: z.string(),
  center: numbers,
  components: numbers,
  variances: numbers,
  totalVariance: z.number(),
});

/** The state of an interrupted fit. */
export const fitStateSchema: z.ZodType<FitState> = z.object({ pass: z.int(), samples: z.int(), sums: z.array(numbers) });

const hashBytes = 32;
const hashOf = (content: Uint8Array) => createHash('sha256').update(content).digest();

/** Reads a cached value: its SHA-256, then the value as V8 serializes it. Null where the file is missing or damaged. */
export function readCached<Value>(file: string, schema: z.ZodType<Value>): Value | null {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const content = bytes.subarray(hashBytes);
  return hashOf(content).equals(bytes.subarray(0, hashBytes)) ? schema.parse(deserialize(content)) : null;
}

/** Writes a value to a file atomically. */
export function writeCached(file: string, value: LinearFit | FitState): void {
  const content = serialize(value);
  const temporary = `${file}.${randomUUID()}.partial`;
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(temporary, Buffer.concat([hashOf(content), content]), { flush: true });
    renameSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}
