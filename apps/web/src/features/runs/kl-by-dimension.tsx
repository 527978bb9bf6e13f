'use client';

import { formatNumberOf, formatParameter, seriesColour } from '@hourglass/presentation';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { hint } from '#components/ui/hint.ts';
import { useTRPC } from '#lib/trpc.ts';
import type { EpochRow } from '#wire/epoch-row.ts';
import styles from './kl-by-dimension.module.css';
import { heldOutPart } from './objective-terms.ts';

interface KlByDimensionProps {
  readonly id: string;
  readonly epochs: readonly EpochRow[];
}

/** A bar for each dimension of a variational code: the nats that it uses, the largest first. Renders nothing for other runs. */
export function KlByDimension({ id, epochs }: KlByDimensionProps) {
  const trpc = useTRPC();
  const part = heldOutPart(epochs);
  const last = epochs.findLast(({ metrics }) => metrics[part]?.kl !== undefined);
  const { data } = useQuery({
    ...trpc.runs.vector.queryOptions(last === undefined ? skipToken : { id, epoch: last.epoch, part, name: 'klByDimension' }),
    // The bars of the epoch before, until those of a new one arrive.
    placeholderData: keepPreviousData,
  });
  if (last === undefined || data === null || data === undefined) return null;
  // A run with a divergence that is not finite failed, and recorded no epoch with it.
  const bars = data.flatMap((value, dimension) => (value === null ? [] : [{ dimension, value }])).toSorted((a, b) => b.value - a.value);
  const [largest, smallest] = [bars[0], bars.at(-1)];
  if (largest === undefined || smallest === undefined) return null;
  const most = Math.max(largest.value, Number.MIN_VALUE);
  return (
    <section aria-label="KL by dimension">
      <h2>
        KL by dimension <span className={styles.soft}>nats, epoch {last.epoch}</span>
      </h2>
      <ol className={styles.bars} aria-label={`${formatNumberOf(bars.length, 'dimension')} of the code, the largest divergence first`}>
        {bars.map(({ dimension, value }) => (
          <li key={dimension} className={styles.bar} {...hint(`dimension ${dimension}: ${formatParameter(value, 3)} nats`)}>
            <span className={styles.fill} style={{ blockSize: `${(100 * value) / most}%`, background: seriesColour(0) }} />
            <span className="visually-hidden">
              dimension {dimension}: {formatParameter(value, 3)} nats
            </span>
          </li>
        ))}
      </ol>
      <p className={styles.soft}>
        {formatParameter(largest.value, 3)} to {formatParameter(smallest.value, 3)} nats
      </p>
    </section>
  );
}
