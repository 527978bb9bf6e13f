import { Prisma } from '../generated/prisma/client.ts';

/** Expression over "Reconstruction": size of its packed values and its image. SQLite returns `length` of a value without reading the value. */
export const reconstructionBytes = Prisma.sql`(length("atlas") + length("costs") + coalesce(length("codes"), 0))`;
