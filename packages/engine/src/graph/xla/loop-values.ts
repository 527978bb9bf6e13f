import { named } from '../../checked.ts';
import type { Phase, Program } from '../../engine.ts';
import { mapValues } from '../../map-values.ts';
import { counterShape, hasDraws, keyShape } from '../draws/draw-feeds.ts';
import { type DataType, dataTypes, type GraphFunction, parameterOp } from '../graph.ts';
import { createGraphBuilder, type GraphBuilder } from '../graph-builder.ts';
import type { StepRecording } from '../record-step.ts';
import { valuesType } from '../samples-nodes.ts';
import type { StateNodes } from '../state-nodes.ts';

/** A value that a loop carries: a parameter of its functions. */
export interface Carried {
  readonly name: string;
  readonly type: DataType;
  readonly shape: readonly number[];
}

/** Everything that the loop of a phase reads and writes. `capacity` is the most steps of one call. */
export interface LoopValues {
  /** The step of the call, from 0, and the number of its steps. */
  readonly step: Carried;
  readonly steps: Carried;
  /** `[capacity, …]`, by name of the batch or input. */
  readonly rows: Readonly<Record<string, Carried>>;
  readonly inputs: Readonly<Record<string, Carried>>;
  /** Key and counter of the random numbers of each step; null if the phase draws none. */
  readonly draws: { readonly key: Carried; readonly counters: Carried } | null;
  /** By name of the sample set; only those of which the phase has batches. */
  readonly sets: Readonly<Record<string, Readonly<Record<'values' | 'divisor' | 'mean', Carried>>>>;
  readonly variables: readonly Carried[];
  /** `[capacity]`, by name of the metric. */
  readonly metrics: Readonly<Record<string, Carried>>;
}

interface LoopParts {
  readonly phase: Phase;
  readonly program: Pick<Program, 'samples'>;
  readonly recorded: Pick<StepRecording, 'metrics'>;
  readonly state: Pick<StateNodes, 'handles'>;
}

export function loopValues(capacity: number, { phase, program, recorded, state }: LoopParts): LoopValues {
  const usedSets = [...new Set(Object.values(phase.batches).map((batch) => batch.samples))];
  const numbered = <Value>(values: Readonly<Record<string, Value>>, prefix: string, carried: (value: Value) => Omit<Carried, 'name'>) => {
    const names = Object.keys(values);
    return mapValues(values, (value, name): Carried => ({ name: `${prefix}_${names.indexOf(name)}`, ...carried(value) }));
  };
  return {
    step: { name: 'step', type: 'int32', shape: [] },
    steps: { name: 'steps', type: 'int32', shape: [] },
    rows: numbered(phase.batches, 'rows', ({ size }) => ({ type: 'int32', shape: [capacity, size] })),
    inputs: numbered(phase.inputs, 'inputs', (shape) => ({ type: 'float32', shape: [capacity, ...shape] })),
    draws: hasDraws(phase)
      ? {
          key: { name: 'draw_key', type: 'int32', shape: keyShape },
          counters: { name: 'draw_counters', type: 'int32', shape: [capacity, ...counterShape] },
        }
      : null,
    sets: Object.fromEntries(
      usedSets.map((set, index) => {
        const samples = named(program.samples, set);
        return [
          set,
          {
            values: { name: `samples_${index}`, type: valuesType(samples), shape: [samples.count, samples.size] },
            divisor: { name: `samples_${index}_divisor`, type: 'float32', shape: [] },
            mean: { name: `samples_${index}_mean`, type: 'float32', shape: [samples.size] },
          },
        ] as const;
      }),
    ),
    variables: state.handles.map((_, index): Carried => ({ name: `variable_${index}`, type: 'resource', shape: [] })),
    metrics: numbered(recorded.metrics, 'metric', () => ({ type: 'float32', shape: [capacity] })),
  };
}

/** The values that the caller of a loop gives, in the order of its parameters. */
export function givenValues({ steps, rows, inputs, draws, sets, variables }: LoopValues): readonly Carried[] {
  return [
    steps,
    ...Object.values(rows),
    ...Object.values(inputs),
    ...(draws === null ? [] : [draws.key, draws.counters]),
    ...Object.values(sets).flatMap(({ values, divisor, mean }) => [values, divisor, mean]),
    ...variables,
  ];
}

/** A builder of a function's nodes, with its parameters added. */
export function withParameters(parameters: readonly Carried[]): GraphBuilder {
  const graph = createGraphBuilder();
  for (const { name } of parameters) graph.add({ name, op: parameterOp, inputs: [], attributes: {} });
  return graph;
}

export const parametersOf = (carried: readonly Carried[]): GraphFunction['parameters'] =>
  carried.map((value) => ({ name: value.name, type: dataTypes[value.type] }));
