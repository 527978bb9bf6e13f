import { formatDuration } from '@hourglass/presentation';
import { note, showStatus } from './print.ts';

/** How often the line is redrawn on a terminal, and how often one is written elsewhere, in milliseconds. */
const drawMilliseconds = 200;
const lineMilliseconds = 10_000;

/**
 * Shows the elapsed time of a task and how much is left of its usual duration: a line redrawn in place on a terminal, elsewhere a line
 * every ten seconds.
 *
 * @param usualSeconds how long it usually takes
 */
export async function withCountdown<Result>(label: string, usualSeconds: number, work: () => Promise<Result>): Promise<Result> {
  const started = performance.now();
  const line = () => countdownText(label, usualSeconds, (performance.now() - started) / 1_000);
  const timer = process.stderr.isTTY
    ? setInterval(() => showStatus(`· ${line()}`), drawMilliseconds)
    : setInterval(() => note(line()), lineMilliseconds);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    showStatus('');
  }
}

/** `Building the pages: 12 s, about 48 s left` */
export function countdownText(label: string, usualSeconds: number, seconds: number): string {
  const begun = `${label}: ${formatDuration(Math.floor(seconds))}`;
  const left = usualSeconds - seconds;
  return `${begun}, ${left > 0 ? `about ${formatDuration(Math.ceil(left))} left` : `longer than the usual ${formatDuration(usualSeconds)}`}`;
}
