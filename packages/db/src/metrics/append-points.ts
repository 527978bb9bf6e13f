import type { Queries } from '../client.ts';
import type { Claim } from '../contract/leases.ts';
import type { SeriesPoints } from '../contract/recordings.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { loadTail } from './load-tail.ts';
import type { ChunkRow, SeriesTail } from './series-tail.ts';

/** Appends points to the series of claimed runs. Caches the tail of each series per claim until `forget`. */
export class PointAppender {
  readonly #tails = new Map<string, Map<string, SeriesTail>>();

  async append(transaction: Queries, claim: Claim, points: readonly SeriesPoints[]): Promise<void> {
    const tails = this.#of(claim);
    for (const part of points) {
      const tail = tails.get(part.series) ?? (await loadTail(transaction, claim.key, part.series, part.firstStep));
      tails.set(part.series, tail);
      await writeChunks(transaction, claim.key, tail.append(part));
    }
  }

  /**
   * Discards the cached tails of a claim. Call it when the claim ends and after a rollback, when the cache no longer matches the database.
   */
  forget(claim: Claim): void {
    this.#tails.delete(claimName(claim));
  }

  #of(claim: Claim): Map<string, SeriesTail> {
    const tails = this.#tails.get(claimName(claim)) ?? new Map<string, SeriesTail>();
    this.#tails.set(claimName(claim), tails);
    return tails;
  }
}

function claimName({ key, attempt }: Claim): string {
  return `${key}:${attempt}`;
}

/** A chunk binds eleven values. Its bytes can't be passed in a JSON parameter. */
const chunksPerStatement = 100;

/** Inserts or replaces chunks of a series, usually in one statement. Prisma's upsert would need two statements per chunk. */
async function writeChunks(transaction: Queries, runKey: number, chunks: readonly ChunkRow[]): Promise<void> {
  for (let from = 0; from < chunks.length; from += chunksPerStatement) {
    const rows = chunks
      .slice(from, from + chunksPerStatement)
      .map(
        ({ series, level, index, firstStep, stride, count, startedAt, endedAt, format, values }) =>
          Prisma.sql`(${runKey}, ${series}, ${level}, ${index}, ${firstStep}, ${stride}, ${count}, ${startedAt}, ${endedAt}, ${format}, ${values})`,
      );
    await transaction.$executeRaw`
      INSERT INTO "MetricChunk"
        ("runKey", "series", "level", "index", "firstStep", "stride", "count", "startedAt", "endedAt", "format", "values")
      VALUES ${Prisma.join(rows)}
      ON CONFLICT ("runKey", "series", "level", "index")
      DO UPDATE SET "count" = excluded."count", "endedAt" = excluded."endedAt", "format" = excluded."format", "values" = excluded."values"`;
  }
}
