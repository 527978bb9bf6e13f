import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { LinearFit } from '@hourglass/model/baselines';
import { z } from 'zod';

const numbers = z.instanceof(Float64Array<ArrayBuffer>);
const fitSchema = z.object({ method: z.string(), center: numbers, components: numbers, variances: numbers, totalVariance: z.number() });

const hashBytes = 32;
const hashOf = (content: Uint8Array) => createHash('sha256').update(content).digest();

/** Reads a cached fit: its SHA-256, then the fit as V8 serializes it. Null where the file is missing or damaged. */
export function readFit(file: string): LinearFit | null {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const content = bytes.subarray(hashBytes);
  return hashOf(content).equals(bytes.subarray(0, hashBytes)) ? fitSchema.parse(deserialize(content)) : null;
}

/** Writes a fit to a file atomically. */
export function writeFit(file: string, fit: LinearFit): void {
  const content = serialize(fit);
  const temporary = `${file}.${randomUUID()}.partial`;
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(temporary, Buffer.concat([hashOf(content), content]), { flush: true });
    renameSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}
