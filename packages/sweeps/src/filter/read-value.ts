import type { FilterField } from './fields.ts';
import type { FilterProblem, FilterValue } from './filter.ts';
import type { Token } from './tokenize.ts';

export type ReadValue = { readonly value: FilterValue } | { readonly problem: FilterProblem };

const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const scaled = /^([+-]?(?:\d+\.?\d*|\.\d+))([kM])$/;
const duration = /^([+-]?(?:\d+\.?\d*|\.\d+))(ms|s|m|h|d|w)$/;
const dateTime = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?$/;

const scales: Readonly<Record<string, number>> = { k: 1e3, M: 1e6 };
const seconds: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };

/**
 * What a token means for a field: `2h` is seconds for a duration, and two hours from now for a time.
 *
 * @param now UTC milliseconds that `-2d`, `now` and `today` are counted from
 */
export function readValue(field: FilterField, token: Token, now: number): ReadValue {
  const problem = (allowed: string): ReadValue => ({
    problem: { message: `${field.name}: received ${JSON.stringify(token.text)}; ${allowed}.`, from: token.from, to: token.to },
  });
  const given = numberIn(token);
  switch (field.type) {
    case 'number':
      return given === null ? problem('a number is allowed, such as 0.01, 1e-3 or 100k') : { value: given };
    case 'duration': {
      const length = given ?? durationIn(token.text);
      return length === null ? problem('a number of seconds is allowed, or a length of time such as 90s, 5m or 2h') : { value: length };
    }
    case 'time': {
      const time = timeIn(token.text, now);
      return time === null ? problem('a time is allowed, such as 2026-11-24, "2026-11-24 13:30", today or -2d') : { value: time };
    }
    case 'word':
      return field.words?.includes(token.text) === false ? problem(`allowed are ${field.words.join(', ')}`) : { value: token.text };
    case 'flag':
      return token.text === 'true' || token.text === 'false'
        ? { value: Number(token.text === 'true') }
        : problem('allowed are true, false');
    case 'either':
      return { value: given ?? token.text };
    case 'text':
    case 'tags':
      return { value: token.text };
  }
}

function numberIn({ kind, text }: Token): number | null {
  if (kind !== 'chunk') return null;
  if (number.test(text)) return Number(text);
  const [, amount, unit = ''] = scaled.exec(text) ?? [];
  const scale = scales[unit];
  return scale === undefined ? null : Number(amount) * scale;
}

/** Reads a duration, in seconds; null if the text is not one. */
function durationIn(text: string): number | null {
  const [, amount, unit = ''] = duration.exec(text) ?? [];
  const scale = seconds[unit];
  return scale === undefined ? null : Number(amount) * scale;
}

/** A date without a zone is UTC, so that a filter means the same everywhere. */
function timeIn(text: string, now: number): number | null {
  if (text === 'now') return now;
  if (text === 'today') return now - (now % 86_400_000);
  const fromNow = durationIn(text);
  if (fromNow !== null) return now + fromNow * 1000;
  if (!dateTime.test(text)) return null;
  const iso = text.replace(' ', 'T');
  const hasZone = /(?:Z|[+-]\d\d:\d\d)$/.test(iso.slice(10));
  const time = Date.parse(iso.length === 10 || hasZone ? iso : `${iso}Z`);
  return Number.isNaN(time) ? null : time;
}
