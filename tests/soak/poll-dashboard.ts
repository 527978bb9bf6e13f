import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';

export interface Polling {
  readonly url: string;
  /** End of the polling, in milliseconds since 1970. */
  readonly until: number;
}

export interface Polled {
  readonly requests: number;
  /** Failed requests. */
  readonly errors: readonly string[];
  /** The longest response time, in milliseconds. */
  readonly longestWait: number;
  /** Every response that took more than a second: its duration in milliseconds, and when it arrived. */
  readonly long: readonly { readonly path: string; readonly wait: number; readonly at: number }[];
}

/** Repeats the requests of open pages. */
async function pollDashboard({ url, until }: Polling): Promise<Polled> {
  const errors: string[] = [];
  const long: Polled['long'][number][] = [];
  let requests = 0;
  let longestWait = 0;
  let page = '';
  while (Date.now() < until) {
    for (const path of ['/', '/api/trpc/sweeps.list', page].filter((nonEmpty) => nonEmpty !== '')) {
      const started = performance.now();
      const answer = await fetch(`${url}${path}`).catch((error: unknown) => String(error));
      const body = typeof answer === 'string' ? answer : await answer.text();
      const wait = Math.round(performance.now() - started);
      longestWait = Math.max(longestWait, wait);
      if (wait > 1_000) long.push({ path, wait, at: Date.now() });
      requests++;
      if (typeof answer === 'string' || !answer.ok) errors.push(`${path}: ${typeof answer === 'string' ? answer : answer.status}`);
      const sweep = /"id":"([0-9a-z]{10})"/.exec(body)?.[1];
      if (path.endsWith('sweeps.list') && sweep !== undefined) page = `/sweeps/${sweep}`;
    }
    await sleep(500);
  }
  return { requests, errors, longestWait, long };
}

parentPort?.postMessage(await pollDashboard(workerData));
