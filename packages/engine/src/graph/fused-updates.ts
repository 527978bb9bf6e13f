import { named } from '../checked.ts';
import type { KnownKind } from '../program/known-optimizers.ts';
import type { Translate } from './copy-recorded.ts';
import { floatConstant, type } from './graph.ts';
import type { GraphBuilder } from './graph-builder.ts';

/** An update of a known optimizer over variables. Numbers are indices into the program's state. */
export interface FusedUpdate {
  readonly kind: KnownKind;
  readonly hyper: Readonly<Record<string, number>>;
  readonly learningRate: string;
  readonly parameters: readonly FusedParameter[];
  /** Slots that all parameters share, by name. */
  readonly shared: Readonly<Record<string, number>>;
}
export interface FusedParameter {
  readonly state: number;
  readonly gradient: string;
  /** By name. */
  readonly slots: Readonly<Record<string, number>>;
}

/** The part of a graph to which an update is added. */
interface Target {
  readonly graph: GraphBuilder;
  readonly translate: Translate;
  readonly variable: (state: number) => string;
  /** Control inputs that a node needs before it may change this variable. */
  readonly before: (state: number) => readonly string[];
}
/** The node that changed a variable, by the variable's index. */
type Changes = ReadonlyMap<number, string>;

const float = { T: type('float32') };

/** Reference of a variable's value before the update. */
export const stateReference = (state: number): string => `state_${state}`;

/** TensorFlow's operation for each kind, which updates a parameter and its slots in place. */
export const fusedUpdates: Readonly<Record<KnownKind, (update: FusedUpdate, target: Target) => Changes>> = {
  /** As in TensorFlow 1, the powers of the betas are those of the current step, and are multiplied after the update. */
  adam({ hyper, learningRate, parameters, shared }, { graph, translate, variable, before }) {
    const constant = (name: string) => graph.add(floatConstant(`hyper_${name}`, named(hyper, name)));
    const [beta1, beta2, epsilon] = [constant('beta1'), constant('beta2'), constant('epsilon')];
    const [beta1Power, beta2Power] = [named(shared, 'beta1Power'), named(shared, 'beta2Power')];
    const powers = [beta1Power, beta2Power].map((power) => translate(stateReference(power)));
    const rates = [...powers, translate(learningRate), beta1, beta2, epsilon];
    const changes = new Map<number, string>();
    for (const { state, gradient, slots } of parameters) {
      const changed = [state, named(slots, 'm'), named(slots, 'v')];
      const inputs = [...changed.map(variable), ...rates, translate(gradient), ...changed.flatMap(before)];
      const applied = graph.add({ name: `adam_${state}`, op: 'ResourceApplyAdam', inputs, attributes: float });
      for (const one of changed) changes.set(one, applied);
    }
    for (const [power, beta] of [
      [beta1Power, beta1],
      [beta2Power, beta2],
    ] as const) {
      const product = graph.add({
        name: `power_${power}`,
        op: 'Mul',
        inputs: [translate(stateReference(power)), beta],
        attributes: float,
      });
      const assigned = graph.add({
        name: `adam_power_${power}`,
        op: 'AssignVariableOp',
        inputs: [variable(power), product, ...before(power)],
        attributes: { dtype: type('float32') },
      });
      changes.set(power, assigned);
    }
    return changes;
  },

  momentum({ hyper, learningRate, parameters }, { graph, translate, variable, before }) {
    const momentum = graph.add(floatConstant('hyper_momentum', named(hyper, 'momentum')));
    const changes = new Map<number, string>();
    for (const { state, gradient, slots } of parameters) {
      const changed = [state, named(slots, 'accumulator')];
      const inputs = [...changed.map(variable), translate(learningRate), translate(gradient), momentum, ...changed.flatMap(before)];
      const applied = graph.add({ name: `momentum_${state}`, op: 'ResourceApplyMomentum', inputs, attributes: float });
      for (const one of changed) changes.set(one, applied);
    }
    return changes;
  },

  sgd({ learningRate, parameters }, { graph, translate, variable, before }) {
    const changes = new Map<number, string>();
    for (const { state, gradient } of parameters) {
      const inputs = [variable(state), translate(learningRate), translate(gradient), ...before(state)];
      changes.set(state, graph.add({ name: `sgd_${state}`, op: 'ResourceApplyGradientDescent', inputs, attributes: float }));
    }
    return changes;
  },
};
