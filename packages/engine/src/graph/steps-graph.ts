import type { StepFeeds } from '../program/steps.ts';
import type { SamplesNodes } from './samples-nodes.ts';
import type { Feed } from './session.ts';
import type { LoadableGraph } from './session-pool.ts';
import type { StateNodes } from './state-nodes.ts';

/** A graph that runs the steps of a program, with its state in resource variables. */
export interface StepsGraph extends LoadableGraph {
  /** By the names of the program's sample sets. */
  readonly samples: Readonly<Record<string, SamplesNodes>>;
  readonly state: StateNodes;
  /** How many of the `left` steps of a phase one call may run. The number does not change the bits of results. */
  atOnce(phase: string, left: number): number;
  /** A call that runs a number of steps that `atOnce` has returned. */
  call(phase: string, steps: number, feeds: StepFeeds): StepsCall;
}

export interface StepsCall {
  /** Feeds of rows and inputs. The caller adds those of samples. */
  readonly feeds: Readonly<Record<string, Feed>>;
  /** References of the metrics, by name: vectors that begin with the values of the steps. Available after every variable was updated. */
  readonly metrics: Readonly<Record<string, string>>;
}
