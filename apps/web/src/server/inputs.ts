import { z } from 'zod';

/** An id, or a prefix of one. */
export const idSchema = z.string().min(1).max(40);

/** Counted from 1; baselines use 0. */
export const epochSchema = z.int().min(0);

/** Row indices in the test set. */
export const testRowsSchema = z.array(z.int().min(0).max(10_000_000)).min(1).max(200);

/** Part of the URL only to bypass the browser's cache: a new attempt records its pictures again. The query ignores it. */
export const attemptSchema = z.string().max(20).optional();

export const tagSchema = z.string().trim().min(1).max(100);

/** Null removes the notes. */
export const notesSchema = z.string().max(100_000).nullable();
