import { logLevels } from '@hourglass/db';
import { codeSources } from '@hourglass/model/generation';
import { z } from 'zod';
import { timeJson } from './run-json.ts';

const count = z.int().min(0);
const bytes = z.number().min(0);

/** What an action on one run or sweep did. Actions on several print a line for each. */
export const actionJson = z.object({ id: z.string(), message: z.string() });

export const annotationJson = z.object({ id: z.string(), tags: z.array(z.string()).readonly(), notes: z.string().nullable() });

export const logLineJson = z.object({
  id: count.describe('ascending'),
  attempt: count,
  time: timeJson,
  level: z.enum(logLevels),
  message: z.string(),
});

export const freedJson = z.object({
  dryRun: z.boolean(),
  deletedRuns: count,
  deletedSweeps: count,
  heldRuns: count.describe('deleted, and still held by their workers or restorable'),
  files: count,
  fileBytes: bytes,
  fits: z.array(z.string()).readonly().describe('names of cached fits of baselines that no sweep needs'),
  fitBytes: bytes,
  databaseBytes: bytes,
  spareBytes: bytes.describe('in the database file, free before'),
  isCompacted: z.boolean().optional().describe('whether free pages went back to the file system; not with --dry-run'),
  thinnedRuns: count.optional().describe('with --thin, as the next two'),
  reconstructions: count.optional(),
  reconstructionBytes: bytes.optional(),
});

export const usageJson = z.object({
  storedBytes: bytes.describe('what the budget counts: the next three'),
  databaseBytes: bytes,
  blobBytes: bytes,
  fitBytes: bytes,
  spareBytes: bytes,
  budgetBytes: bytes.nullable(),
});

export const backupJson = z.object({ file: z.string(), bytes, blobs: count });

export const findingsJson = z.array(z.object({ problem: z.string(), remedy: z.string() }));

export const verdictJson = z.object({
  run: z.string(),
  identical: z.boolean(),
  steps: count,
  epochs: count,
  weights: count,
  differences: z.array(z.string()).readonly(),
  changes: z.array(z.string()).readonly().describe('software, machine and data that changed since the run was recorded'),
});

/** The last line of every command that fails. */
export const errorJson = z.object({ type: z.literal('error'), message: z.string() });

/** What `runs encode`, `decode` and `reconstruct` wrote. */
export const appliedJson = z.object({
  run: z.string(),
  file: z.string(),
  rows: z.int(),
  /** In a row. */
  values: z.int(),
});

/** What `runs generate` wrote. */
export const generatedJson = appliedJson.extend({
  source: z.enum(codeSources).describe('where the codes come from'),
  seed: z.int().describe('of the codes'),
});
