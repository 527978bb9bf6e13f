import type { Freed, SteeredMany, SteeringAction } from '@hourglass/db';
import { formatBytes, formatNumberOf } from '@hourglass/presentation';

export type SteeringNoun = 'run' | 'sweep';

const actionWords: Readonly<Record<SteeringAction, string>> = {
  pause: 'Paused',
  resume: 'Resumed',
  stop: 'Stopped',
  retry: 'Retrying',
  remove: 'Deleted',
  restore: 'Restored',
};

/** Actions with an exact inverse. */
const inverses: Readonly<Partial<Record<SteeringAction, SteeringAction>>> = { pause: 'resume', remove: 'restore' };

export interface Outcome {
  readonly text: string;
  readonly isProblem: boolean;
  /** The action that undoes this one, and the ids that it applies to. */
  readonly undo: { readonly action: SteeringAction; readonly ids: readonly string[] } | null;
}

/** Names of refused runs in one sentence. */
const maxNames = 20;

/**
 * Summarizes an action on several runs or sweeps in one sentence, with the reasons of those that refused.
 *
 * @param nameOf what the page calls a run or a sweep, in place of its id in a reason; null where it does not show it
 */
export function prepareOutcome(
  noun: SteeringNoun,
  action: SteeringAction,
  { done, refused }: SteeredMany,
  nameOf: (id: string) => string | null = () => null,
): Outcome {
  const changed = done.filter(({ isUnchanged }) => isUnchanged !== true).map(({ id }) => id);
  const inverse = inverses[action];
  const parts = [
    ...(changed.length === 0 ? [] : [`${actionWords[action]} ${formatNumberOf(changed.length, noun)}.`]),
    ...(done.length > changed.length ? [`${formatNumberOf(done.length - changed.length, noun)} already in that state.`] : []),
    ...(refused.length === 0
      ? []
      : [
          `${done.length === 0 && refused.length === 1 ? '' : `${formatNumberOf(refused.length, noun)} refused: `}${prepareRefusals(refused, nameOf).join(' ')}`,
        ]),
  ];
  return {
    text: parts.join(' '),
    isProblem: refused.length > 0,
    undo: inverse === undefined || changed.length === 0 ? null : { action: inverse, ids: changed },
  };
}

/** One sentence for each reason, which names the first run or sweep; another one names those that it also applies to. */
function prepareRefusals(refused: SteeredMany['refused'], nameOf: (id: string) => string | null): readonly string[] {
  const alike = Map.groupBy(refused, ({ id, reason }) => withName(reason, id, ''));
  return [...alike.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const name = nameOf(first.id);
    const sentence = name === null ? first.reason : withName(first.reason, first.id, name);
    const isNamed = withName(first.reason, first.id, '') !== first.reason;
    if (others.length === 0 || !isNamed) return [sentence];
    const names = others.slice(0, maxNames).map(({ id }) => nameOf(id) ?? id);
    const more = others.length - names.length;
    return [sentence, `The same applies to ${names.join(', ')}${more === 0 ? '' : ` and ${more} more`}.`];
  });
}

/** `Run 4k2j… is complete` → `#3 of Digits is complete` */
function withName(reason: string, id: string, name: string): string {
  return reason.replace(new RegExp(`\\b(Run|Sweep) ${id}\\b`), () => name);
}

/** Describes what a deletion would free, one sentence per fact. */
export function prepareFreed({ runs, baselines, sweeps, running, rowBytes, files, fileBytes, sharedBytes }: Freed): readonly string[] {
  const what = [
    ...(sweeps > 0 ? [formatNumberOf(sweeps, 'sweep')] : []),
    formatNumberOf(runs, 'run'),
    ...(baselines > 0 ? [formatNumberOf(baselines, 'baseline')] : []),
  ].join(', ');
  return [
    `Frees ${formatBytes(rowBytes + fileBytes)} of ${what}: ${formatBytes(rowBytes)} of costs and pictures, ${formatBytes(fileBytes)} in ${formatNumberOf(files, 'file')}.`,
    ...(sharedBytes > 0 ? [`${formatBytes(sharedBytes)} in files stay, because other runs share them.`] : []),
    ...(running > 0
      ? [
          `${formatNumberOf(running, 'run')} of these ${running === 1 ? 'is' : 'are'} still training; the worker releases ${running === 1 ? 'it' : 'them'} first.`,
        ]
      : []),
  ];
}
