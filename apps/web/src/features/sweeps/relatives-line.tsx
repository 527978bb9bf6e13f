import type { Relatives } from '@hourglass/db';
import Link from 'next/link';
import { CloneLinks, clonesTitle } from '#components/runs/clone-links.tsx';
import { FactLine } from '#components/ui/facts.tsx';

/** Links to what a sweep was cloned from and to its clones. Shows nothing if there are none. */
export function RelativesLine({ parent, clones }: Relatives) {
  if (parent === null && clones.length === 0) return null;
  return (
    <FactLine
      facts={[
        ...(parent === null ? [] : [{ name: 'cloned from', value: <Parent {...parent} /> }]),
        ...(clones.length === 0 ? [] : [{ name: clonesTitle({ clones }), value: <CloneLinks clones={clones} /> }]),
      ]}
    />
  );
}

function Parent({ sweep, name, run }: NonNullable<Relatives['parent']>) {
  if (name === null) return <>{sweep}, deleted</>;
  const link = <Link href={`/sweeps/${sweep}`}>{name}</Link>;
  if (run === null) return link;
  return (
    <>
      <Link href={`/runs/${run}`}>run {run}</Link> of {link}
    </>
  );
}
