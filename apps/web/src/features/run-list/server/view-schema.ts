import { z } from 'zod';
import type { ListView } from '#wire/list-view.ts';

/** A view as it is kept under a name. On the server's side only: pages need no zod. */
export const viewSchema = z.object({
  filter: z.string(),
  sort: z.string(),
  group: z.string(),
  columns: z.string(),
  pinned: z.int().min(0).max(10),
}) satisfies z.ZodType<ListView>;
