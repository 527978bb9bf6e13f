import { type ScanArguments, stepsOf } from '../../scan/scan.ts';
import { dataTypes } from '../graph.ts';
import type { Carried } from './loop-function.ts';

/** The values that both loops of a scan carry, in their order. */
export interface CarriedArguments {
  readonly steps: number;
  readonly weights: readonly Carried[];
  readonly inputs: readonly Carried[];
  readonly state: readonly Carried[];
}

const float = dataTypes.float32;

export function carriedArguments(given: ScanArguments): CarriedArguments {
  const values = (name: string, tensors: ScanArguments['weights']) =>
    Object.values(tensors).map(({ shape }, index): Carried => ({ name: `${name}_${index}`, kind: 'value', type: float, shape }));
  return {
    steps: stepsOf(given),
    weights: values('weights', given.weights),
    inputs: values('inputs', given.inputs),
    state: values('state', given.initial),
  };
}

/** A list of float32 tensors, one per step. */
export const floatList = (name: string, shape: readonly number[]): Carried => ({ name, kind: 'list', type: float, shape });
export const floatValue = (name: string, shape: readonly number[]): Carried => ({ name, kind: 'value', type: float, shape });
