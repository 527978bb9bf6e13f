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

const maxReasons = 3;

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
  const reasons = [...new Set(refused.map(({ id, reason }) => withName(reason, id, nameOf(id))))];
  const parts = [
    ...(changed.length === 0 ? [] : [`${actionWords[action]} ${formatNumberOf(changed.length, noun)}.`]),
    ...(done.length > changed.length ? [`${formatNumberOf(done.length - changed.length, noun)} already in that state.`] : []),
    ...(refused.length === 0
      ? []
      : [
          `${done.length === 0 && refused.length === 1 ? '' : `${formatNumberOf(refused.length, noun)} refused: `}${reasons.slice(0, maxReasons).join(' ')}`,
        ]),
    ...(reasons.length > maxReasons ? [`And ${reasons.length - maxReasons} more reasons.`] : []),
  ];
  return {
    text: parts.join(' '),
    isProblem: refused.length > 0,
    undo: inverse === undefined || changed.length === 0 ? null : { action: inverse, ids: changed },
  };
}

/** `Run 4k2j… is complete` → `#3 of Digits is complete` */
function withName(reason: string, id: string, name: string | null): string {
  return name === null ? reason : reason.replace(new RegExp(`\\b(Run|Sweep) ${id}\\b`), () => name);
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
