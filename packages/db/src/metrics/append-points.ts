import type { Queries } from '../client.ts';
import type { Claim, CostPoints } from '../store.ts';
import { loadTail } from './load-tail.ts';
import type { SeriesTail } from './series-tail.ts';

/** Appends points to the series of claimed runs. It keeps the open ends of the series of each claim until `forget`. */
export class PointAppender {
  readonly #tails = new Map<string, Map<string, SeriesTail>>();

  async append(transaction: Queries, claim: Claim, points: readonly CostPoints[]): Promise<void> {
    const tails = this.#of(claim);
    for (const part of points) {
      const tail = tails.get(part.series) ?? (await loadTail(transaction, claim.key, part.series, part.firstStep));
      tails.set(part.series, tail);
      const { rows, replaced } = tail.append(part);
      if (replaced.length > 0) {
        await transaction.metricChunk.deleteMany({ where: { runKey: claim.key, OR: [...replaced] } });
      }
      // Most often one or two, and Prisma takes several times as long over a batch.
      for (const row of rows) {
        await transaction.metricChunk.create({ data: { runKey: claim.key, ...row }, select: { runKey: true } });
      }
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
