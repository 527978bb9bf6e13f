import { z } from 'zod';

/** An id or the beginning of one. */
export const idSchema = z.string().min(1).max(40);

/** From 1; 0 for a baseline's. */
export const epochSchema = z.int().min(0);

/** Rows of the test samples. */
export const testRowsSchema = z.array(z.int().min(0).max(10_000_000)).min(1).max(200);

/** Another attempt has another address, because it records its pictures again; it is no part of the question. */
export const attemptSchema = z.string().max(20).optional();
