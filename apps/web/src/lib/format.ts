const minus = '−';
const thousands = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** 13750 → `13,750` */
export function formatCount(value: number): string {
  return thousands.format(value).replace('-', minus);
}

/**
 * Decimals with which every value of a column shows at least four significant digits, so that the column lines up.
 * The smallest value that is not zero decides.
 */
export function commonDecimals(values: readonly (number | null)[], significant = 4): number {
  const sizes = values.flatMap((value) => (value !== null && Number.isFinite(value) && value !== 0 ? [Math.abs(value)] : []));
  if (sizes.length === 0) return 2;
  const smallest = Math.max(Math.min(...sizes), 1e-6);
  return Math.min(8, Math.max(0, significant - 1 - Math.floor(Math.log10(smallest))));
}

/** A cost, with the decimals of its column; a dash where there is none. */
export function formatFixed(value: number | null, decimals: number): string {
  if (value === null) return '–';
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${minus}∞`;
  return value.toFixed(decimals).replace('-', minus);
}

/** A cost that stands alone: four significant digits. */
export function formatCost(value: number | null): string {
  return formatFixed(value, commonDecimals([value]));
}

/** A parameter as a person would type it. */
export function formatParameter(value: number | string): string {
  if (typeof value === 'string') return value;
  if (Number.isInteger(value)) return Math.abs(value) >= 10_000 ? formatCount(value) : String(value).replace('-', minus);
  const digits = Number(value.toPrecision(6));
  const text = Math.abs(digits) < 1e-4 ? digits.toExponential() : String(digits);
  return text.replace('-', minus).replace(`e-`, `e${minus}`);
}

/** How far one value lies above or below another: `+2.0%`, `−12%`. */
export function formatDifference(value: number, reference: number): string {
  const percent = ((value - reference) / reference) * 100;
  if (!Number.isFinite(percent)) return '–';
  const size = Math.abs(percent);
  const text = size.toFixed(size < 9.95 ? 1 : 0);
  const sign = Number(text) === 0 ? '±' : percent < 0 ? minus : '+';
  return `${sign}${text}%`;
}

/** `0.8 s`, `42 s`, `3 min 05 s`, `1 h 12 min` */
export function formatDuration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });

/** `12 sec. ago`, `yesterday`; the date where it is more than a month. */
export function formatWhen(time: number, now: number): string {
  const seconds = Math.round((time - now) / 1000);
  const size = Math.abs(seconds);
  if (size < 10) return 'now';
  if (size < 60) return relative.format(seconds, 'second');
  if (size < 3600) return relative.format(Math.round(seconds / 60), 'minute');
  if (size < 86_400) return relative.format(Math.round(seconds / 3600), 'hour');
  if (size < 30 * 86_400) return relative.format(Math.round(seconds / 86_400), 'day');
  return formatTimestamp(time).slice(0, 10);
}

/** `2026-11-24 04:14:07`, in the reader's time zone. */
export function formatTimestamp(time: number): string {
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** `1 run`, `6 runs` */
export function formatNumberOf(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}
