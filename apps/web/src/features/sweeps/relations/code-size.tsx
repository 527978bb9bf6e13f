'use client';

import { useMemo } from 'react';
import { prepareCodeSize } from './prepare-code-size.ts';
import { RelationFigure } from './relation-figure.tsx';
import { noCost, type RelationRun } from './relation-run.ts';
import type { RelationView } from './use-relation-view.ts';
import { XyFrame } from './xy-frame.tsx';

export interface CodeSizeProps {
  readonly runs: readonly RelationRun[];
  readonly pca: readonly RelationRun[];
  readonly view: RelationView;
  readonly selected: readonly string[];
  readonly onSelect: (ids: readonly string[]) => void;
}

/** Chart of cost against code size, compared with PCA, the best linear network of each code size. */
export function CodeSize({ runs, pca, view, selected, onSelect }: CodeSizeProps) {
  const costTitle = view.titles[view.cost];
  const plan = useMemo(() => prepareCodeSize({ runs, pca, costTitle }), [runs, pca, costTitle]);
  return (
    <RelationFigure
      title="Code size"
      subtitle="the best run of each family at each size; other runs are faint; dashed: PCA"
      gap={plan.points.every(({ isOutlier }) => isOutlier) ? noCost(runs) : null}
    >
      <XyFrame
        plan={plan}
        height={280}
        label={`${costTitle} against code size: ${plan.lines.map(({ label }) => label).join(', ')}`}
        onPick={(id, isAdded) => onSelect(isAdded ? [...new Set([...selected, id])] : [id])}
      />
    </RelationFigure>
  );
}
