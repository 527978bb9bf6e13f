import type { Queries } from '../client.ts';
import type { Claim } from '../contract/leases.ts';
import type { SeriesPoints } from '../contract/recordings.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { loadTail } from './load-tail.ts';
import type { ChunkRow, SeriesTail } from './series-tail.ts';

/** Appends points to the series of claimed runs. It keeps the open ends of the series of each claim until `forget`. */
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

  /** To be called when a transaction was rolled back, and when a claim ends: what is kept is then not what the database has. */
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

/** A chunk binds eleven values, one of them its bytes, which no JSON parameter can hold. */
const chunksPerStatement = 100;

/** Adds chunks to a series or puts them in the place of what they were, most often in one statement: Prisma's own would be two for each. */
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
