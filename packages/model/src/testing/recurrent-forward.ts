import { at, entry } from '../checked.ts';
import type { RunConfig } from '../config.ts';
import { doubleActivations } from './double-activations.ts';
import type { DoublePass } from './double-pass.ts';
import { affine, type DoubleNetwork, type DoubleParameters, type Matrix, withCondition } from './matrix.ts';

type RecurrentConfig = Extract<RunConfig, { family: 'recurrent' }>;
type Vector = readonly number[];

interface CellState {
  readonly h: Vector;
  readonly c: Vector;
}

/** Written from the equations, series by series and step by step. */
export function recurrentNetwork(
  config: RecurrentConfig,
  [steps = 0, ...ofStep]: readonly number[],
  parameters: DoubleParameters,
  { pass, condition }: { readonly pass: DoublePass; readonly condition: Matrix | null },
): DoubleNetwork {
  const features = ofStep.reduce((product, length) => product * length, 1);
  const depth = config.units.length;
  const output = doubleActivations[config.outputActivation];
  const activate = doubleActivations[config.activation];
  const layer = (values: Vector, name: string): Vector => {
    const [row] = affine(
      [values],
      { weights: entry(parameters, `${name}/weights`), biases: entry(parameters, `${name}/biases`), isTransposed: false },
      (sum) => sum,
    );
    return row ?? [];
  };
  const unitsOf = (name: string) => {
    const columns = entry(parameters, `${name}/biases`).length;
    return columns / (config.cell === 'lstm' ? 4 : 3);
  };
  const start = (name: string): CellState => {
    const zeros = Array.from({ length: unitsOf(name) }, () => 0);
    return { h: zeros, c: zeros };
  };

  const cell = (name: string, x: Vector, { h, c }: CellState): CellState => {
    const units = h.length;
    const fromInput = layer(x, name);
    const weights = entry(parameters, `${name}/recurrent/weights`);
    const columns = fromInput.length;
    const biases = config.cell === 'gru' ? entry(parameters, `${name}/recurrent/biases`) : new Float64Array(columns);
    const [fromState = []] = affine([h], { weights, biases, isTransposed: false }, (sum) => sum);
    const read = (values: Vector, gate: number, unit: number) => values[gate * units + unit] ?? Number.NaN;
    const both = (gate: number, unit: number) => read(fromInput, gate, unit) + read(fromState, gate, unit);
    if (config.cell === 'lstm') {
      const next = c.map((before, unit) => sigmoid(both(1, unit)) * before + sigmoid(both(0, unit)) * activate(both(2, unit)));
      return { h: next.map((value, unit) => sigmoid(both(3, unit)) * activate(value)), c: next };
    }
    const next = h.map((before, unit) => {
      const [update, reset] = [sigmoid(both(0, unit)), sigmoid(both(1, unit))];
      const candidate = activate(read(fromInput, 2, unit) + reset * read(fromState, 2, unit));
      return update * before + (1 - update) * candidate;
    });
    return { h: next, c };
  };

  /** The outputs of a layer for every step. */
  const run = (name: string, series: Matrix): Matrix => {
    let state = start(name);
    return series.map((x) => {
      state = cell(name, x, state);
      return state.h;
    });
  };

  /** Values of a layer times those of its mask, which has the values of a series one after the other. */
  const kept = (name: string, sample: number, outputs: Matrix): Matrix => {
    const width = outputs[0]?.length ?? 0;
    const mask = pass.kept(name, sample, outputs.length * width);
    return outputs.map((row, step) => row.map((value, index) => value * at(mask, step * width + index)));
  };

  const stepsOf = (row: Vector): Matrix => Array.from({ length: steps }, (_, step) => row.slice(step * features, (step + 1) * features));

  /** Where the target has the step that the decoder writes at this place. */
  const targetStep = (place: number) => (config.reverseTarget ? steps - 1 - place : place);

  return {
    encode(x) {
      const rows = x.map((row, sample) => {
        let series = stepsOf(row).map((values) => [...values, ...(condition?.[sample % condition.length] ?? [])]);
        let last: Vector = [];
        for (let index = 0; index < depth; index++) {
          const forward = run(`encoder/${index}`, series);
          const backward = config.bidirectional ? run(`encoder/${index}/backward`, series.toReversed()) : [];
          last = [...(forward.at(-1) ?? []), ...(backward.at(-1) ?? [])];
          const outputs = forward.map((values, step) => [...values, ...(backward.toReversed()[step] ?? [])]);
          if (index < depth - 1) series = kept(`encoder/${index}`, sample, outputs).map((values) => [...values]);
        }
        return kept(`encoder/${depth - 1}`, sample, [last])[0] ?? [];
      });
      const head = (name: string): Matrix => rows.map((row) => layer(row, name));
      const code = head(`encoder/${depth}`);
      return config.code.kind === 'variational' ? { code, logVariance: head(`encoder/${depth}/logVariance`) } : { code };
    },
    decode(z, teacher) {
      return withCondition(z, condition).map((code, sample) => {
        let states = Array.from({ length: depth }, (_, index) => start(`decoder/${index}`));
        const masks = states.map(({ h }, index) => pass.kept(`decoder/${index}`, sample, steps * h.length));
        let previous: Vector = Array.from({ length: features }, () => 0);
        const written = Array.from({ length: steps }, (_, step) => {
          if (step > 0 && teacher?.isForced(sample, step)) previous = stepsOf(teacher.target[sample] ?? []).at(targetStep(step - 1)) ?? [];
          let current: Vector = config.decoder === 'feedback' ? [...previous, ...code] : code;
          states = states.map((state, index) => {
            const next = cell(`decoder/${index}`, current, state);
            const mask = masks[index] ?? new Float64Array();
            current = next.h.map((value, unit) => value * at(mask, step * next.h.length + unit));
            return next;
          });
          const values = layer(current, `decoder/${depth}`).map(output);
          previous = config.likelihood.kind === 'bernoulli' ? values.map(sigmoid) : values;
          return values;
        });
        return (config.reverseTarget ? written.toReversed() : written).flat();
      });
    },
  };
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
