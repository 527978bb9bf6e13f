import { inFileUnit, valueUnit } from '@hourglass/datasets';
import { divisorOf, optionsOf } from '@hourglass/datasets/catalog';
import type { ProbeSet, Run, Store } from '@hourglass/db';
import { messageOf } from '@hourglass/presentation';
import { parseSpec, valueTypeOf } from '@hourglass/sweeps';
import { TrainerError } from '../errors.ts';
import { loadPlanned } from '../planned-dataset.ts';

/** Units of exported samples: that of the files of the data set, or the scaled one of costs. */
export const valueUnits = ['data', 'scaled'] as const;
export type ValueUnitName = (typeof valueUnits)[number];

/** Samples of a probe set, converted from the scaled unit. */
export type InUnit = (values: Float32Array) => Float32Array;

interface Conversion extends Pick<ProbeSet, 'scaling'> {
  readonly unit: ValueUnitName;
}

/**
 * The conversion from the scaled unit, in which samples are stored.
 *
 * @throws TrainerError NOTHING_RECORDED where an earlier version did not store whether the files hold bytes, and they can't be read
 */
export async function conversionTo({ unit, scaling }: Conversion, store: Store, run: Run): Promise<InUnit> {
  if (unit === 'scaled') return (values) => values;
  const divisor = scaling === null ? await recordedDivisor(store, run) : 1;
  return (values) => inFileUnit(valueUnit(divisor, scaling), values);
}

async function recordedDivisor(store: Store, run: Run): Promise<number> {
  const { spec, facts } = await store.sweeps.get(run.sweep);
  const { dataset: reference } = parseSpec(spec);
  const type = facts === null ? null : valueTypeOf(facts);
  if (type !== null) return divisorOf(type, optionsOf(reference).scale);
  try {
    return (await loadPlanned(store, reference, facts)).divisor;
  } catch (error) {
    throw new TrainerError(
      'NOTHING_RECORDED',
      `Run ${run.id} was recorded by an earlier version, which did not store whether its files hold bytes, and they can't be read: ${messageOf(error)} Export with --unit scaled.`,
      { cause: error },
    );
  }
}

/** `, in the unit of the data` */
export function unitText(unit: ValueUnitName): string {
  return unit === 'data' ? ', in the unit of the data' : ', in the scaled unit, as costs are';
}
