/** `40 ms`, `0.8 s`, `42 s`, `3 min 05 s`, `1 h 12 min`, `9 d 04 h`; a dash for a value that is not a duration. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return '–';
  if (seconds === 0) return '0 s';
  if (seconds < 0.0005) return '< 1 ms';
  if (seconds < 0.0995) return `${Math.round(1000 * seconds)} ms`;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${twoDigits(whole % 60)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 100 * 60) return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} min`;
  const hours = Math.round(seconds / 3600);
  return `${Math.floor(hours / 24)} d ${twoDigits(hours % 24)} h`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
