import { expect, it } from 'vitest';
import type { Look } from '#components/pictures/paint.ts';
import type { ComparisonRow, Member } from './row.ts';
import { lookOf } from './row-look.ts';

const member = (id: string) => ({ run: { id }, shown: null }) as unknown as Member;
const row = (id: string, kind: ComparisonRow['kind']): ComparisonRow => ({
  ...{ key: id, kind, label: id, members: [member(id)], mark: null, isLoading: false },
});
const mode = (of: ComparisonRow, shown: Look['mode'], reference: Member | null) => lookOf(of, { mode: shown } as Look, reference).mode;

it('shows the reference of the gains, the baselines or a chosen run, as a reconstruction', () => {
  const [pca, a, b] = [row('pca', 'baseline'), row('a', 'run'), row('b', 'run')];
  expect([pca, a, b].map((each) => mode(each, 'gain', null))).toEqual(['reconstruction', 'gain', 'gain']);
  expect([pca, a, b].map((each) => mode(each, 'gain', member('a')))).toEqual(['gain', 'reconstruction', 'gain']);
  expect([pca, a].map((each) => mode(each, 'spread', member('a')))).toEqual(['reconstruction', 'spread']);
});
