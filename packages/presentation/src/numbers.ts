const minus = '−';
const dash = '–';
const thousands = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });

/** Numbers outside of these bounds are written with an exponent. */
const leastPlain = 1e-4;
const mostPlain = 1e9;

/** Values of a column are taken together when they lie within this factor of their median; others keep digits of their own. */
const reach = 1_000;

/** Significant digits that a column shows at most, whatever its spread: a cost is accumulated in single precision. */
const mostDigits = 9;

/** A whole number: 13750 → `13,750`. */
export function formatCount(value: number): string {
  if (!Number.isFinite(value)) return formatFixed(value, 0);
  return Math.abs(value) >= 1e15 ? exponential(value, 3) : typeset(thousands.format(Math.round(value) || 0));
}

/** `1 run`, `6 runs` */
export function formatNumberOf(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/**
 * The decimals of a column for `formatFixed`, so that it lines up. They show `significant` digits of the smallest value, and tell values apart
 * that differ by a hundredth of the column's spread (with the usual 4 digits; a power of ten coarser for each digit less).
 *
 * Both hold for the values within a factor of 1,000 of the median size, and up to 9 significant digits of the largest of those.
 * Negative where the last digit shown is a multiple of ten.
 */
export function commonDecimals(values: readonly (number | null)[], significant = 4): number {
  const finite = values.filter((value) => value !== null && Number.isFinite(value)) as readonly number[];
  const sizes = finite
    .filter((value) => value !== 0)
    .map(Math.abs)
    .sort((a, b) => a - b);
  const median = sizes[Math.floor(sizes.length / 2)];
  if (median === undefined) return 2;
  const counts = (size: number) => size >= median / reach && size <= median * reach;
  const [smallest, largest] = ends(sizes.filter(counts));
  const [low, high] = ends(finite.filter((value) => value === 0 || counts(Math.abs(value))));
  const forSmallest = significant - 1 - exponentOf(smallest);
  // Less than this is the noise of adding and subtracting.
  const isSpread = high - low > largest * 10 ** -mostDigits;
  const forSpread = isSpread ? significant - 2 - exponentOf(high - low) : forSmallest;
  return Math.min(mostDigits - 1 - exponentOf(largest), Math.max(forSmallest, forSpread));
}

/**
 * A number with the decimals of its column; a dash where there is none. Never throws, and writes no number but zero as zero: one that is
 * too small for the decimals has two digits of its own, one that would need more than 9 digits has four, and below 0.0001 and from 10⁹ on
 * it has an exponent.
 */
export function formatFixed(value: number | null, decimals: number): string {
  if (value === null) return dash;
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${minus}∞`;
  if (value === 0) return (0).toFixed(Math.min(mostDigits, Math.max(0, decimals)));
  const size = Math.abs(value);
  const exponent = exponentOf(size);
  const afterFirst = exponent + decimals;
  // A column's own decimals reach neither below its values nor beyond the most digits: what they miss is an outlier.
  const digits = afterFirst < 0 ? 1 : afterFirst >= mostDigits ? 3 : afterFirst;
  if (size >= mostPlain || size < leastPlain) return exponential(value, digits);
  return typeset(value.toFixed(Math.max(0, digits - exponent)));
}

/** A cost that stands alone: four significant digits. */
export function formatCost(value: number | null): string {
  return formatFixed(value, commonDecimals([value]));
}

/** A parameter as a person would type it, with at most so many significant digits: `0.001`, `3e−5`, `13,750`. */
export function formatParameter(value: number | string, digits = 6): string {
  if (typeof value === 'string') return value;
  if (!Number.isFinite(value)) return formatFixed(value, 0);
  const rounded = Number.isInteger(value) && digits === 6 ? value : Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  if (size >= 1e15 || (size !== 0 && size < leastPlain)) return typeset(rounded.toExponential());
  return Number.isInteger(rounded) && size >= 10_000 ? formatCount(rounded) : typeset(String(rounded));
}

/** A tick of an axis: `0.05`, `250`, `1.5K`, `20M`. */
export function formatCompact(value: number): string {
  const size = Math.abs(value);
  return size >= 1_000 && size < 1e15 ? typeset(compact.format(value)) : formatParameter(value);
}

/** How far one value lies above or below another: `+2.0%`, `−12%`. */
export function formatDifference(value: number, reference: number): string {
  const percent = ((value - reference) / reference) * 100;
  if (!Number.isFinite(percent)) return dash;
  const size = Math.abs(percent);
  const text = size >= 1e6 ? exponential(size, 1) : size.toFixed(size < 9.95 ? 1 : 0);
  const sign = Number(size.toFixed(1)) === 0 ? '±' : percent < 0 ? minus : '+';
  return `${sign}${text}%`;
}

/** A part of a whole, from 0 to 1: `12%`, `3.4%`, `< 0.1%`. */
export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return dash;
  const percent = 100 * share;
  if (percent !== 0 && Math.abs(percent) < 0.05) return `< 0.1%`;
  return `${typeset(percent.toFixed(Math.abs(percent) < 9.95 ? 1 : 0))}%`;
}

/** ⌊log₁₀ size⌋; what lies below a power of ten only by the noise of a subtraction counts as that power. */
function exponentOf(size: number): number {
  if (!Number.isFinite(size)) return 308;
  return Number(size.toExponential(11).split('e')[1]);
}

function exponential(value: number, digits: number): string {
  return typeset(value.toExponential(digits));
}

/** With a true minus, and exponents without a plus. */
function typeset(text: string): string {
  return text.replaceAll('-', minus).replace('e+', 'e');
}

function ends(values: readonly number[]): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}
