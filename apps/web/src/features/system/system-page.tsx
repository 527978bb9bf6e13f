'use client';

import { formatBytes, formatCount, formatDuration, formatNumberOf, numberLabel } from '@hourglass/presentation';
import { useQuery, useSuspenseQueries } from '@tanstack/react-query';
import Link from 'next/link';
import { StepProgress } from '#components/runs/step-progress.tsx';
import { Command } from '#components/ui/command.tsx';
import { FactLine } from '#components/ui/facts.tsx';
import { hint } from '#components/ui/hint.ts';
import { useTRPC } from '#lib/trpc.ts';
import {
  prepareMemory,
  prepareQueue,
  prepareTimeLeft,
  prepareWarnings,
  prepareWorkers,
  type ShownSweep,
  type ShownWorker,
  type Total,
} from './prepare-system.ts';
import styles from './system-page.module.css';

/** Page with workers, their speed, the queue with estimated times, and disk usage. It updates live. */
export function SystemPage() {
  const trpc = useTRPC();
  const [{ data: listed, dataUpdatedAt }, { data: queued }] = useSuspenseQueries({
    queries: [trpc.system.workers.queryOptions(), trpc.system.queue.queryOptions()],
  });
  const { data: disk } = useQuery({ ...trpc.system.disk.queryOptions(), staleTime: 10_000 });
  const { data: owner } = useQuery({ ...trpc.system.owner.queryOptions(), staleTime: 10_000 });
  const workers = prepareWorkers(listed, dataUpdatedAt);
  const busy = workers.filter(({ state }) => state !== 'silent');
  const queue = prepareQueue(queued.sweeps, busy.length);
  const hidden = queued.total - queue.length;
  const left = prepareTimeLeft(queue, hidden);
  return (
    <main className={styles.page}>
      <h1>System</h1>
      <FactLine
        facts={[
          { name: 'workers', value: workers.length },
          { name: 'memory', value: totalText(prepareMemory(workers), formatBytes) },
          { name: 'waiting', value: formatNumberOf(queued.waiting, 'run') },
          ...(left === null ? [] : [{ name: 'time left, estimated', value: totalText(left, formatDuration) }]),
          ...(disk === undefined
            ? []
            : [
                { name: 'database', value: formatBytes(disk.databaseBytes) },
                { name: 'files', value: formatBytes(disk.blobBytes) },
                { name: 'cached fits', value: formatBytes(disk.fitBytes) },
                { name: 'disk budget', value: disk.budgetBytes === null ? 'none' : formatBytes(disk.budgetBytes) },
              ]),
        ]}
      />
      {prepareWarnings(listed).map(({ text, pids }) => (
        <p key={text} role="alert" className={styles.warning}>
          {text} ({pids.length === 1 ? 'worker' : 'workers'} {pids.join(', ')})
        </p>
      ))}
      <h2>Workers</h2>
      {owner?.because && (
        <p className={styles.soft}>
          Hourglass keeps {formatNumberOf(owner.workers, 'worker')}: {owner.because}.
        </p>
      )}
      {workers.length === 0 ? (
        <>
          <p className={styles.soft}>No worker is running, so nothing is trained. Start one:</p>
          <Command>./hourglass worker</Command>
        </>
      ) : (
        <WorkerTable workers={workers} />
      )}
      <h2>Queue</h2>
      {queue.length === 0 ? <p className={styles.soft}>No waiting runs.</p> : <QueueTable queue={queue} />}
      {hidden > 0 && <p className={styles.soft}>{formatNumberOf(hidden, 'sweep')} more after these.</p>}
    </main>
  );
}

function totalText({ value, isLowerBound }: Total, format: (value: number) => string): string {
  return `${isLowerBound ? 'more than ' : ''}${format(value)}`;
}

function WorkerTable({ workers }: { readonly workers: readonly ShownWorker[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll container must be reachable by keyboard
    <section className={styles.scroller} aria-label="Workers" tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">worker</th>
            <th scope="col">host</th>
            <th scope="col">state</th>
            <th scope="col">run</th>
            <th scope="col" className={styles.number}>
              step
            </th>
            <th scope="col" className={styles.number} {...hint('Since it claimed the run, including evaluation and recording')}>
              steps/s
            </th>
            <th scope="col" className={styles.number} {...hint('For this run, at this rate')}>
              time left
            </th>
            <th scope="col" className={styles.number}>
              memory
            </th>
            <th scope="col">engine</th>
          </tr>
        </thead>
        <tbody>
          {workers.map(({ key, pid, hostname, state, held, stepsPerSecond, secondsLeft, memoryBytes, engine }) => (
            <tr key={key}>
              <th scope="row">{pid}</th>
              <td>{hostname}</td>
              <td className={state === 'silent' ? styles.bad : undefined}>{state}</td>
              <td>
                {held === null ? (
                  '–'
                ) : (
                  <>
                    <Link href={{ pathname: `/runs/${held.run}` }} prefetch={false}>
                      {held.number === null ? 'baseline' : numberLabel(held.number)}
                    </Link>{' '}
                    <span className={styles.soft}>of {held.sweepName}</span>
                  </>
                )}
              </td>
              <td className={styles.number}>{held === null ? '–' : <StepProgress run={{ ...held, state: 'running' }} />}</td>
              <td className={styles.number}>{stepsPerSecond === null ? '–' : formatCount(stepsPerSecond)}</td>
              <td className={styles.number}>{secondsLeft === null ? '–' : formatDuration(secondsLeft)}</td>
              <td className={styles.number}>{memoryBytes === null ? '–' : formatBytes(memoryBytes)}</td>
              <td>
                {engine === null
                  ? 'not reported yet'
                  : `${engine.name} ${engine.version}${engine.libraryVersion === null ? '' : `, library ${engine.libraryVersion}`}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function QueueTable({ queue }: { readonly queue: readonly ShownSweep[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll container must be reachable by keyboard
    <section className={styles.scroller} aria-label="Queue" tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">sweep</th>
            <th scope="col" className={styles.number}>
              waiting
            </th>
            <th scope="col" className={styles.number}>
              running
            </th>
            <th scope="col" className={styles.number}>
              steps left
            </th>
            <th
              scope="col"
              className={styles.number}
              {...hint('Estimated from the rates of earlier runs; includes the sweeps before it in the queue')}
            >
              done in
            </th>
          </tr>
        </thead>
        <tbody>
          {queue.map(({ sweep, name, wanted, waiting, paused, running, stepsLeft, secondsLeft }) => (
            <tr key={sweep}>
              <th scope="row">
                <Link href={{ pathname: `/sweeps/${sweep}` }} prefetch={false}>
                  {name}
                </Link>
              </th>
              <td className={styles.number}>
                {formatCount(waiting)}
                {paused > 0 && <span className={styles.soft}> ({formatCount(paused)} paused)</span>}
              </td>
              <td className={styles.number}>{formatCount(running)}</td>
              <td className={styles.number}>{formatCount(stepsLeft)}</td>
              <td className={styles.number}>
                {secondsLeft !== null
                  ? formatDuration(secondsLeft)
                  : wanted === 'run'
                    ? 'no rate yet'
                    : wanted === 'pause'
                      ? 'paused'
                      : 'stopping'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
