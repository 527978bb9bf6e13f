'use client';

import { useMemo } from 'react';
import buttons from '#components/ui/button.module.css';
import { Select } from '#components/ui/select.tsx';
import type { Measure } from './measure.ts';
import { prepareScatter } from './prepare-scatter.ts';
import { relationAxis } from './relation-axis.ts';
import { RelationFigure } from './relation-figure.tsx';
import { nothingMeasured, type RelationRun } from './relation-run.ts';
import type { RelationView } from './use-relation-view.ts';
import { XyFrame } from './xy-frame.tsx';

export interface ScatterProps {
  readonly runs: readonly RelationRun[];
  readonly baselines: readonly RelationRun[];
  readonly varying: readonly string[];
  readonly view: RelationView;
  readonly measure: Measure;
  readonly selected: readonly string[];
  readonly onSelect: (ids: readonly string[]) => void;
}

const usual = ['parameterCount', 'codeSize', 'trainingSeconds'];

/** Scatter plot of the measure against a resource, with its Pareto front. */
export function Scatter({ runs, baselines, varying, view, measure, selected, onSelect }: ScatterProps) {
  const axes = useMemo(
    () => [...new Set([...usual, ...varying])].map((key) => relationAxis(key, runs)).filter(({ isNumeric }) => isNumeric),
    [runs, varying],
  );
  const axis = axes.find(({ key }) => key === view.against) ?? axes[0];
  const plan = useMemo(
    () => (axis === undefined ? null : prepareScatter({ runs, baselines, key: axis.key, measure, selected })),
    [runs, baselines, axis, measure, selected],
  );
  const hasFront = plan !== null && plan.front.length > 0;
  return (
    <RelationFigure
      title="Against resources"
      subtitle={[
        ...(hasFront ? ['stepped line: Pareto front of the runs'] : []),
        ...(plan?.points.some(({ isBaseline }) => isBaseline) ? ['diamonds: PCA'] : []),
      ].join('; ')}
      gap={
        plan === null || plan.points.every(({ isBaseline, isOutlier }) => isBaseline || isOutlier) ? nothingMeasured(runs, measure) : null
      }
      controls={
        axis !== undefined &&
        plan !== null && (
          <>
            <Select
              label="Against"
              values={axes.map(({ key }) => key)}
              value={axis.key}
              words={Object.fromEntries(axes.map(({ key, title }) => [key, title]))}
              onChange={(against) => view.set({ against })}
            />
            {hasFront && (
              <button type="button" className={buttons.plain} onClick={() => onSelect(plan.front)}>
                Select the front
              </button>
            )}
          </>
        )
      }
    >
      {plan !== null && (
        <XyFrame
          plan={plan}
          height={280}
          label={`${measure.title} against ${plan.x.title} of ${runs.length} runs${hasFront ? `, of which ${plan.front.length} are on the front` : ''}`}
          onPick={(id, isAdded) => onSelect(isAdded ? [...new Set([...selected, id])] : [id])}
        />
      )}
    </RelationFigure>
  );
}
