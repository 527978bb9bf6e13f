const minus = '−';
const dash = '–';
const thousands = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });

/** Numbers outside these bounds are written with an exponent. */
const minPlain = 1e-4;
const maxPlain = 1e9;

/** Values of a column within this factor of their median share its decimals; others are formatted separately. */
const reach = 1_000;

/** Maximum significant digits of a column, whatever its spread: a cost is accumulated in single precision. */
const maxDigits = 9;

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
 * The decimals of a column for `formatFixed`, so that its values align. They show `significant` digits of the smallest value, and distinguish values
 * that differ by a hundredth of the column's spread (with the default of 4 digits; a power of ten coarser for each digit fewer).
 *
 * Both apply to the values within a factor of 1,000 of the median magnitude, and up to 9 significant digits of the largest of those.
 * Negative if the last digit shown is a multiple of ten.
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
  // Smaller spreads are rounding noise of addition and subtraction.
  const isSpread = high - low > largest * 10 ** -maxDigits;
  const forSpread = isSpread ? significant - 2 - exponentOf(high - low) : forSmallest;
  return Math.min(maxDigits - 1 - exponentOf(largest), Math.max(forSmallest, forSpread));
}

/**
 * Formats a number with the decimals of its column; a missing number is a dash. Never throws, and writes only zero as zero: a number that is
 * too small for the decimals has two significant digits, one that would need more than 9 digits has four, and numbers below 0.0001 and from 10⁹ on
 * have an exponent.
 */
export function formatFixed(value: number | null, decimals: number): string {
  if (value === null) return dash;
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${minus}∞`;
  if (value === 0) return (0).toFixed(Math.min(maxDigits, Math.max(0, decimals)));
  const size = Math.abs(value);
  const exponent = exponentOf(size);
  const afterFirst = exponent + decimals;
  // The column's decimals cover its values within the maximum digits: a value that they do not cover is an outlier.
  const digits = afterFirst < 0 ? 1 : afterFirst >= maxDigits ? 3 : afterFirst;
  if (size >= maxPlain || size < minPlain) return exponential(value, digits);
  return typeset(value.toFixed(Math.max(0, digits - exponent)));
}

/** A cost outside a column: four significant digits. */
export function formatCost(value: number | null): string {
  return formatFixed(value, commonDecimals([value]));
}

/** A parameter as a person would type it, with at most `digits` significant digits: `0.001`, `3e−5`, `13,750`. */
export function formatParameter(value: number | string, digits = 6): string {
  if (typeof value === 'string') return value;
  if (!Number.isFinite(value)) return formatFixed(value, 0);
  const rounded = Number.isInteger(value) && digits === 6 ? value : Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  if (size >= 1e15 || (size !== 0 && size < minPlain)) return typeset(rounded.toExponential());
  return Number.isInteger(rounded) && size >= 10_000 ? formatCount(rounded) : typeset(String(rounded));
}

/** A tick of an axis: `0.05`, `250`, `1.5K`, `20M`. */
export function formatCompact(value: number): string {
  const size = Math.abs(value);
  return size >= 1_000 && size < 1e15 ? typeset(compact.format(value)) : formatParameter(value);
}

/**
 * Labels of an axis' ticks: compact where they are round (`0.05`, `250`, `1.5K`), otherwise with the decimals of the smallest step between
 * neighbours. Ticks that differ by more than the ninth significant digit have different labels.
 *
 * @param ticks ascending
 */
export function formatTicks(ticks: readonly number[]): readonly string[] {
  // Rounded, because a computed tick has noise in its last digits.
  if (ticks.every(isRound)) return ticks.map((tick) => formatCompact(Number(tick.toPrecision(12))));
  const steps = ticks.flatMap((tick, index) => (index === 0 ? [] : [tick - (ticks[index - 1] ?? tick)]));
  const least = Math.min(...steps);
  const isExact = (decimals: number) =>
    ticks.every((tick) => Math.abs(Math.round(tick * 10 ** decimals) / 10 ** decimals - tick) < 0.01 * least);
  const choices = [0, 1, 2, 3].map((digits) => commonDecimals(steps, digits));
  const decimals = steps.length === 0 ? commonDecimals(ticks) : (choices.find(isExact) ?? Math.max(...choices));
  return ticks.map((tick) => formatFixed(tick, decimals));
}

/** Whether `formatCompact` shows all digits of a tick, except for the rounding noise of its computation. */
function isRound(tick: number): boolean {
  const size = Math.abs(tick);
  const shown = Number(size.toPrecision(size >= 1_000 && size < 1e15 ? 3 : 6));
  return Number.isFinite(tick) && Math.abs(shown - size) <= 1e-9 * size;
}

/** The relative difference between two values: `+2.0%`, `−12%`. */
export function formatDifference(value: number, reference: number): string {
  const percent = ((value - reference) / reference) * 100;
  if (!Number.isFinite(percent)) return dash;
  const size = Math.abs(percent);
  const text = size >= 1e6 ? exponential(size, 1) : size.toFixed(size < 9.95 ? 1 : 0);
  const sign = Number(size.toFixed(1)) === 0 ? '±' : percent < 0 ? minus : '+';
  return `${sign}${text}%`;
}

/** A fraction, from 0 to 1: `12%`, `3.4%`, `< 0.1%`. */
export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return dash;
  const percent = 100 * share;
  if (percent !== 0 && Math.abs(percent) < 0.05) return `< 0.1%`;
  return `${typeset(percent.toFixed(Math.abs(percent) < 9.95 ? 1 : 0))}%`;
}

/** ⌊log₁₀ size⌋; a value below a power of ten only by rounding noise counts as that power. */
function exponentOf(size: number): number {
  if (!Number.isFinite(size)) return 308;
  return Number(size.toExponential(11).split('e')[1]);
}

function exponential(value: number, digits: number): string {
  return typeset(value.toExponential(digits));
}

/** Replaces the hyphen with a minus sign and omits the plus of exponents. */
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
