'use client';

import { useMemo } from 'react';
import type { Measure } from './measure.ts';
import { prepareCodeSize } from './prepare-code-size.ts';
import { RelationFigure } from './relation-figure.tsx';
import { nothingMeasured, type RelationRun } from './relation-run.ts';
import { XyFrame } from './xy-frame.tsx';

export interface CodeSizeProps {
  readonly runs: readonly RelationRun[];
  readonly pca: readonly RelationRun[];
  readonly measure: Measure;
  readonly selected: readonly string[];
  readonly onSelect: (ids: readonly string[]) => void;
}

/** Chart of the measure against code size, compared with PCA, the best linear network of each code size. */
export function CodeSize({ runs, pca, measure, selected, onSelect }: CodeSizeProps) {
  const plan = useMemo(() => prepareCodeSize({ runs, pca, measure }), [runs, pca, measure]);
  const names = plan.lines.flatMap(({ label }) => label ?? []);
  return (
    <RelationFigure
      title="Code size"
      subtitle={
        plan.lines.length === 0
          ? 'every run'
          : `the best run of each family at each size; other runs are faint${plan.lines.some(({ isDashed }) => isDashed) ? '; dashed: PCA' : ''}`
      }
      gap={plan.points.every(({ isOutlier }) => isOutlier) ? nothingMeasured(runs, measure) : null}
    >
      <XyFrame
        plan={plan}
        height={280}
        label={`${measure.title} against code size${names.length === 0 ? '' : `: ${names.join(', ')}`}`}
        onPick={(id, isAdded) => onSelect(isAdded ? [...new Set([...selected, id])] : [id])}
      />
    </RelationFigure>
  );
}
