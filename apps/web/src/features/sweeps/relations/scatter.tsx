'use client';

import { useMemo } from 'react';
import buttons from '#components/ui/button.module.css';
import { Select } from '#components/ui/select.tsx';
import { prepareScatter } from './prepare-scatter.ts';
import { relationAxis } from './relation-axis.ts';
import { RelationFigure } from './relation-figure.tsx';
import { noCost, type RelationRun } from './relation-run.ts';
import type { RelationView } from './use-relation-view.ts';
import { XyFrame } from './xy-frame.tsx';

export interface ScatterProps {
  readonly runs: readonly RelationRun[];
  readonly baselines: readonly RelationRun[];
  readonly varying: readonly string[];
  readonly view: RelationView;
  readonly selected: readonly string[];
  readonly onSelect: (ids: readonly string[]) => void;
}

const usual = ['parameterCount', 'codeSize', 'trainingSeconds'];

/** Scatter plot of cost against a resource, with its Pareto front. */
export function Scatter({ runs, baselines, varying, view, selected, onSelect }: ScatterProps) {
  const axes = useMemo(
    () => [...new Set([...usual, ...varying])].map((key) => relationAxis(key, runs)).filter(({ isNumeric }) => isNumeric),
    [runs, varying],
  );
  const axis = axes.find(({ key }) => key === view.against) ?? axes[0];
  const costTitle = view.titles[view.cost];
  const plan = useMemo(
    () => (axis === undefined ? null : prepareScatter({ runs, baselines, key: axis.key, costTitle, selected })),
    [runs, baselines, axis, costTitle, selected],
  );
  return (
    <RelationFigure
      title="Cost against resources"
      subtitle="stepped line: Pareto front of the runs; diamonds: PCA"
      gap={plan === null || plan.front.length === 0 ? noCost(runs) : null}
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
            <button type="button" className={buttons.plain} onClick={() => onSelect(plan.front)}>
              Select the front
            </button>
          </>
        )
      }
    >
      {plan !== null && (
        <XyFrame
          plan={plan}
          height={280}
          label={`${costTitle} against ${plan.x.title} of ${runs.length} runs, of which ${plan.front.length} are on the front`}
          onPick={(id, isAdded) => onSelect(isAdded ? [...new Set([...selected, id])] : [id])}
        />
      )}
    </RelationFigure>
  );
}
