const units = ['kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** `1.2 GB`, `13 MB`, `640 bytes`, `1 byte`: decimal units, as in file managers. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return '–';
  const size = Math.abs(Math.round(bytes));
  const sign = bytes < 0 && size > 0 ? '−' : '';
  if (size < 1000) return `${sign}${size} ${size === 1 ? 'byte' : 'bytes'}`;
  let value = size / 1000;
  let [name]: readonly string[] = units;
  for (const unit of units) {
    name = unit;
    if (value < 999.5) break;
    if (unit !== units.at(-1)) value /= 1000;
  }
  return `${sign}${value < 9.95 ? value.toFixed(1) : value.toFixed(0)} ${name}`;
}
