import { createParser } from 'nuqs';

/** A selected range of an axis, with both ends included. Categorical values compare by their position on the axis. */
export interface Brush {
  readonly key: string;
  readonly low: number | string;
  readonly high: number | string;
}

/** URL format: `learningRate~0.001~0.003` */
export const brushParser = createParser<Brush>({
  parse: (text) => {
    const [key, low, high, ...others] = text.split('~');
    if (key === undefined || low === undefined || high === undefined || others.length > 0 || key === '') return null;
    return { key, low: numberOr(low), high: numberOr(high) };
  },
  serialize: ({ key, low, high }) => [key, low, high].join('~'),
  eq: (a, b) => a.key === b.key && a.low === b.low && a.high === b.high,
});

/** Values such as the dimensions `784-32` stay strings. */
function numberOr(text: string): number | string {
  const number = Number(text);
  return text.trim() !== '' && Number.isFinite(number) ? number : text;
}
