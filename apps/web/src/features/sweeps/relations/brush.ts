import { createParser } from 'nuqs';

/** Part of an axis, from one value to another, both included; words count by their place on the axis. */
export interface Brush {
  readonly key: string;
  readonly low: number | string;
  readonly high: number | string;
}

/** In the address: `learningRate~0.001~0.003` */
export const brushParser = createParser<Brush>({
  parse: (text) => {
    const [key, low, high, ...others] = text.split('~');
    if (key === undefined || low === undefined || high === undefined || others.length > 0 || key === '') return null;
    return { key, low: numberOr(low), high: numberOr(high) };
  },
  serialize: ({ key, low, high }) => [key, low, high].join('~'),
  eq: (a, b) => a.key === b.key && a.low === b.low && a.high === b.high,
});

/** Dimensions such as `784-32` are no numbers. */
function numberOr(text: string): number | string {
  const number = Number(text);
  return text.trim() !== '' && Number.isFinite(number) ? number : text;
}
