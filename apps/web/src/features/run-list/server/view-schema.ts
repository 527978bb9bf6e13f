import { z } from 'zod';
import type { ListView } from '#wire/list-view.ts';

/** Schema of saved views. Imported on the server only, because zod is too large for the page's bundle. */
export const viewSchema = z.object({
  filter: z.string(),
  sort: z.string(),
  group: z.string(),
  columns: z.string(),
  pinned: z.int().min(0).max(10),
}) satisfies z.ZodType<ListView>;
