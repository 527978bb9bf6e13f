import { codeSummariesOf, codeTermsOf } from '../codes/code-config.ts';
import { familyConfigOf, type RunConfig } from '../families/configs.ts';
import type { MetricKey, MetricPart } from './metric.ts';
import { metricTable } from './registry.ts';

type Objective = Pick<RunConfig, 'code' | 'likelihood'>;

/** Metrics that each training step records: the cost, and where training minimises more, the objective and its terms. */
export function stepMetricNames({ code, likelihood }: Objective): readonly string[] {
  const loss = likelihood.kind === 'squaredError' ? 'squaredError' : 'negativeLogLikelihood';
  if (code.kind === 'plain' && likelihood.kind === 'squaredError') return ['cost'];
  return ['cost', 'objective', loss, ...codeTermsOf(code)];
}

/** Numbers that every epoch of a configuration records, in the order of the table. Test metrics are left out, because nothing is selected by them. */
export function epochMetricsOf(config: RunConfig, { validation }: { readonly validation: number }): readonly MetricKey[] {
  const steps = stepMetricNames(config);
  const heldOut = familyConfigOf(config.family).heldOutMetrics?.(config) ?? [];
  const names: Partial<Record<MetricPart, readonly string[]>> = {
    train: ['batchCost', ...steps],
    ...(validation === 0 ? {} : { validation: [...steps, ...codeSummariesOf(config.code, validation), ...heldOut] }),
  };
  return Object.keys(metricTable).flatMap((name) =>
    (['train', 'validation'] as const).flatMap((part) => (names[part]?.includes(name) ? [{ part, name }] : [])),
  );
}
