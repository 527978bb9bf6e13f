import Link from 'next/link';
import { FactLine } from '#components/ui/facts.tsx';
import type { SweepRow } from '#wire/sweep-row.ts';

export interface NamesakeFactsProps extends Pick<SweepRow, 'namesake' | 'name'> {}

/** The differences of a sweep's spec from that of the earlier sweep of the same name. */
export function NamesakeFacts({ namesake, name }: NamesakeFactsProps) {
  if (namesake === null) return null;
  const { sweep, differences } = namesake;
  return (
    <FactLine
      lead={
        <>
          Unlike the{' '}
          <Link href={`/sweeps/${sweep}`} prefetch={false}>
            earlier {name}
          </Link>
          :
        </>
      }
      facts={
        differences.length === 0
          ? [{ name: 'data set', value: 'other samples' }]
          : differences.map(({ title, before, after }) => ({ name: title, value: `${after} instead of ${before}` }))
      }
    />
  );
}
