import type { Steered, SteeringTarget, Store } from '@hourglass/db';
import { print, printJson } from '../terminal/print.ts';
import { reclaimLost } from '../worker/reclaim-lost.ts';
import { changing } from './open-home.ts';
import type { CommonOptions } from './options.ts';

export type Noun = 'sweep' | 'run';

const by = { source: 'cli' } as const;

const verbs = {
  pause: (store: Store, target: SteeringTarget) => store.steering.want(target, 'pause', by),
  resume: (store: Store, target: SteeringTarget) => store.steering.want(target, 'run', by),
  stop: (store: Store, target: SteeringTarget) => store.steering.want(target, 'stop', by),
  rm: (store: Store, target: SteeringTarget) => store.steering.remove(target, by),
} as const;

export type Verb = keyof typeof verbs;

/** Does one thing to several sweeps or runs, in the order given; the first that refuses ends it. */
export function steer(noun: Noun, verb: Verb, ids: readonly string[], options: CommonOptions): Promise<void> {
  return changing(options, async (store) => {
    await tell(
      ids.map((id) => () => verbs[verb](store, targetOf(noun, id))),
      options,
    );
    if (verb === 'rm') await freeDeleted(store);
  });
}

export interface RetryOptions extends CommonOptions {
  readonly fromStart?: boolean;
}

export function retry(noun: Noun, ids: readonly string[], { fromStart = false, ...options }: RetryOptions): Promise<void> {
  return changing(options, (store) =>
    tell(
      ids.map((id) => () => store.steering.retry(targetOf(noun, id), { ...by, fromStart })),
      options,
    ),
  );
}

export interface ExtendOptions extends CommonOptions {
  readonly epochs: number;
}

export function extend(ids: readonly string[], { epochs, ...options }: ExtendOptions): Promise<void> {
  return changing(options, (store) =>
    tell(
      ids.map((id) => () => store.steering.extend(id, epochs, by)),
      options,
    ),
  );
}

/** A run whose worker is dead is nobody's: what is deleted of it can go now. */
export async function freeDeleted(store: Store): Promise<void> {
  await reclaimLost(store);
  await store.storage.collect();
}

function targetOf(noun: Noun, id: string): SteeringTarget {
  return noun === 'run' ? { run: id } : { sweep: id };
}

async function tell(changes: readonly (() => Promise<Steered>)[], { json }: CommonOptions): Promise<void> {
  for (const change of changes) {
    const { id, message } = await change();
    if (json) printJson({ id, message });
    else print(message);
  }
}
