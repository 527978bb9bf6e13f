import type { Steered, SteeringAction, SteeringTarget, Store } from '@hourglass/db';
import { TrainerError } from '../errors.ts';
import { printOutput } from '../json/print-output.ts';
import { withProgress } from '../terminal/action-progress.ts';
import { print } from '../terminal/print.ts';
import { changing } from './open-home.ts';
import type { CommonOptions } from './options.ts';

export type Noun = 'sweep' | 'run';

const verbs = {
  pause: { action: 'pause', label: 'Pausing' },
  resume: { action: 'resume', label: 'Resuming' },
  stop: { action: 'stop', label: 'Stopping' },
  rm: { action: 'remove', label: 'Deleting' },
  retry: { action: 'retry', label: 'Retrying' },
} as const satisfies Record<string, { readonly action: SteeringAction; readonly label: string }>;

export type Verb = Exclude<keyof typeof verbs, 'retry'>;

/** Applies an action to several sweeps or runs. Fails at the end with the reasons of those that refused; the action is applied to the others. */
export function steer(noun: Noun, verb: keyof typeof verbs, ids: readonly string[], options: CommonOptions): Promise<void> {
  const { action, label } = verbs[verb];
  return changing(options, async (store) => {
    const targets = ids.map((id) => targetOf(noun, id));
    const { done, refused } = await withProgress(label, (onProgress) =>
      store.steering.many(targets, action, { source: 'cli', onProgress }),
    );
    for (const steered of done) printResult(`${noun}s ${verb}`, steered, options);
    if (verb === 'rm') await freeDeleted(store);
    if (refused.length > 0) throw new TrainerError('BAD_INPUT', refused.map(({ reason }) => reason).join('\n'));
  });
}

export interface RetryOptions extends CommonOptions {
  readonly fromStart?: boolean;
}

export function retry(noun: Noun, ids: readonly string[], { fromStart = false, ...options }: RetryOptions): Promise<void> {
  if (!fromStart) return steer(noun, 'retry', ids, options);
  return changing(options, async (store) => {
    for (const requestedId of ids) {
      const steered = await withProgress(verbs.retry.label, (onProgress) =>
        store.steering.retry(targetOf(noun, requestedId), { source: 'cli', fromStart, onProgress }),
      );
      printResult(`${noun}s retry`, steered, options);
    }
  });
}

export interface ExtendOptions extends CommonOptions {
  readonly epochs: number;
}

export function extend(ids: readonly string[], { epochs, ...options }: ExtendOptions): Promise<void> {
  return changing(options, async (store) => {
    for (const requestedId of ids) {
      printResult('runs extend', await store.steering.extend(requestedId, epochs, { source: 'cli' }), options);
    }
  });
}

async function freeDeleted(store: Store): Promise<void> {
  await withProgress('Freeing', (onProgress) => store.storage.collect({ onProgress }));
}

function targetOf(noun: Noun, id: string): SteeringTarget {
  return noun === 'run' ? { run: id } : { sweep: id };
}

function printResult(command: `${Noun}s ${keyof typeof verbs}` | 'runs extend', { id, message }: Steered, { json }: CommonOptions): void {
  if (json) printOutput(command, { id, message });
  else print(message);
}
