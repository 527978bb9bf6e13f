import Link from 'next/link';
import { Fragment } from 'react';

export interface CloneLinksProps {
  readonly clones: readonly { readonly id: string; readonly name: string }[];
}

/** Links to the sweeps that were cloned from a sweep or a run, separated by commas. */
export function CloneLinks({ clones }: CloneLinksProps) {
  return clones.map(({ id, name }, index) => (
    <Fragment key={id}>
      {index > 0 && ', '}
      <Link href={`/sweeps/${id}`} prefetch={false}>
        {name}
      </Link>
    </Fragment>
  ));
}

/** `clone` or `clones` */
export function clonesTitle({ clones }: CloneLinksProps): string {
  return clones.length === 1 ? 'clone' : 'clones';
}
