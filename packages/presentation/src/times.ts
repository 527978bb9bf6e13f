const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });

/** `12 sec. ago`, `yesterday`; the date if it is more than a month ago. Both times are UTC milliseconds. */
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

/** UTC milliseconds in the reader's time zone: `2026-11-24 04:14:07`. */
export function formatTimestamp(time: number): string {
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
