import { floatConstant, type GraphNode, type } from './graph.ts';

/** An optimizer's update of known kind, over variables. Indices are those of the state. */
export interface FusedUpdate {
  readonly kind: FusedKind;
  readonly hyper: Readonly<Record<string, number>>;
  readonly learningRate: string;
  readonly parameters: readonly FusedParameter[];
  /** Slots that belong to no parameter, by name. */
  readonly shared: Readonly<Record<string, number>>;
}
export interface FusedParameter {
  readonly state: number;
  readonly gradient: string;
  /** By name. */
  readonly slots: Readonly<Record<string, number>>;
}

interface Placing {
  /** A recorded node's name in this copy of the step. */
  readonly own: (name: string) => string;
  readonly resource: (state: number) => string;
  /** What has to be done before this variable may change. */
  readonly order: (state: number) => readonly string[];
}
interface PlacedNode {
  readonly node: GraphNode;
  /** The variables that it changes. */
  readonly changes: readonly number[];
}
interface FusedOptimizer {
  /** Slots that each parameter has, and that all parameters share. */
  readonly slots: readonly string[];
  readonly shared: readonly string[];
  nodes(update: FusedUpdate, placing: Placing): readonly PlacedNode[];
}

const float = { T: type('float32') };

/** Reference of a variable's value before the update. */
export const stateReference = (state: number): string => `state_${state}`;

/** The kinds of optimizers for which TensorFlow has one operation that changes a parameter and its slots in place. */
export const fusedUpdates = {
  /** Slots as in TensorFlow 1: powers of the betas are those of this step, and are multiplied afterwards. */
  adam: {
    slots: ['m', 'v'],
    shared: ['beta1Power', 'beta2Power'],
    nodes({ hyper, learningRate, parameters, shared }, { own, resource, order }) {
      const constants = hyperConstants(['beta1', 'beta2', 'epsilon'], hyper, own);
      const powers = ['beta1Power', 'beta2Power'].map((name) => shared[name] ?? -1);
      const rates = [...powers.map((state) => own(stateReference(state))), own(learningRate), ...constants.map(({ name }) => name)];
      const updates = parameters.map(({ state, gradient, slots }): PlacedNode => {
        const changes = [state, slots.m ?? -1, slots.v ?? -1];
        return {
          node: {
            name: own(`adam_${state}`),
            op: 'ResourceApplyAdam',
            inputs: [...changes.map(resource), ...rates, own(gradient), ...changes.flatMap(order)],
            attributes: float,
          },
          changes,
        };
      });
      const multiplied = powers.flatMap((state, index): PlacedNode[] => {
        const product = own(`power_${state}`);
        const factor = constants[index]?.name ?? '';
        return [
          { node: { name: product, op: 'Mul', inputs: [own(stateReference(state)), factor], attributes: float }, changes: [] },
          {
            node: {
              name: own(`adam_power_${state}`),
              op: 'AssignVariableOp',
              inputs: [resource(state), product, ...order(state)],
              attributes: { dtype: type('float32') },
            },
            changes: [state],
          },
        ];
      });
      return [...constants.map((node) => ({ node, changes: [] })), ...updates, ...multiplied];
    },
  },
  momentum: {
    slots: ['accumulator'],
    shared: [],
    nodes({ hyper, learningRate, parameters }, { own, resource, order }) {
      const constants = hyperConstants(['momentum'], hyper, own);
      const updates = parameters.map(({ state, gradient, slots }): PlacedNode => {
        const changes = [state, slots.accumulator ?? -1];
        return {
          node: {
            name: own(`momentum_${state}`),
            op: 'ResourceApplyMomentum',
            inputs: [
              ...changes.map(resource),
              own(learningRate),
              own(gradient),
              ...constants.map(({ name }) => name),
              ...changes.flatMap(order),
            ],
            attributes: float,
          },
          changes,
        };
      });
      return [...constants.map((node) => ({ node, changes: [] })), ...updates];
    },
  },
  sgd: {
    slots: [],
    shared: [],
    nodes({ learningRate, parameters }, { own, resource, order }) {
      return parameters.map(({ state, gradient }) => ({
        node: {
          name: own(`sgd_${state}`),
          op: 'ResourceApplyGradientDescent',
          inputs: [resource(state), own(learningRate), own(gradient), ...order(state)],
          attributes: float,
        },
        changes: [state],
      }));
    },
  },
} as const satisfies Readonly<Record<string, FusedOptimizer>>;
export type FusedKind = keyof typeof fusedUpdates;

function hyperConstants(names: readonly string[], hyper: Readonly<Record<string, number>>, own: Placing['own']): readonly GraphNode[] {
  return names.map((name) => floatConstant(own(`hyper_${name}`), hyper[name] ?? Number.NaN));
}
