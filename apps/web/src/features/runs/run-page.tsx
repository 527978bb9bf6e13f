'use client';

import { parameterTitle, runLabel } from '@hourglass/model/parameters';
import { datasetLabel, formatDuration, formatParameter, messageOf, numberedLabel, pcaOfSameSize } from '@hourglass/presentation';
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import type { Route } from 'next';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { annotate } from '#components/annotations/annotate.ts';
import type { AnnotationChange } from '#components/annotations/annotation-change.ts';
import { Annotations } from '#components/annotations/annotations.tsx';
import { NotePopover } from '#components/annotations/note-popover.tsx';
import { TagPopover } from '#components/annotations/tag-popover.tsx';
import { GoneNotice } from '#components/gone/gone-notice.tsx';
import { isGone } from '#components/gone/is-gone.ts';
import { CloneLinks, clonesTitle } from '#components/runs/clone-links.tsx';
import { prepareEnvironment } from '#components/runs/prepare-environment.ts';
import { RunSwatch } from '#components/runs/run-swatch.tsx';
import { StepProgress } from '#components/runs/step-progress.tsx';
import { runActions } from '#components/steering/prepare-actions.ts';
import { SteeringButtons } from '#components/steering/steering-buttons.tsx';
import { showToast } from '#components/toasts/toast-store.ts';
import buttons from '#components/ui/button.module.css';
import { FactLine, FactList } from '#components/ui/facts.tsx';
import { hint } from '#components/ui/hint.ts';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Select } from '#components/ui/select.tsx';
import { StateMark } from '#components/ui/state-mark.tsx';
import { Time } from '#components/ui/time.tsx';
import { usePageActions } from '#lib/page-actions.ts';
import { useTRPC, useTRPCClient } from '#lib/trpc.ts';
import type { RunRow } from '#wire/run-row.ts';
import { CodeNotice } from './code-notice.tsx';
import { ExtendRun } from './extend-run.tsx';
import { RunFigures } from './figures/run-figures.tsx';
import type { FigureRun } from './figures/use-code-figures.ts';
import { KlByDimension } from './kl-by-dimension.tsx';
import { hasTerms } from './objective-terms.ts';
import { RunCharts } from './run-charts.tsx';
import { RunCosts } from './run-costs.tsx';
import { RunEnding } from './run-ending.tsx';
import { RunEvents } from './run-events.tsx';
import { RunLog } from './run-log.tsx';
import { RunMetrics } from './run-metrics.tsx';
import styles from './run-page.module.css';
import { RunReconstructions } from './run-reconstructions.tsx';
import { useReference } from './use-reference.ts';

/** Page of one run: curves, reconstructions per epoch, parameters and environment. */
export function RunPage({ id }: { readonly id: string }) {
  const trpc = useTRPC();
  const { data: run, error } = useSuspenseQuery(trpc.runs.get.queryOptions({ id }));
  const { data: epochs = [] } = useQuery(trpc.runs.epochs.queryOptions({ id }));
  const label = runLabel(run, run.varying);
  const navigation = useRouter();
  usePageActions(
    useMemo(
      () => [
        ...(run.kind === 'run' ? [{ label: 'Clone this run', run: () => navigation.push(`/sweeps/new?from=${run.id}`) }] : []),
        ...(run.kind === 'run'
          ? [{ label: 'Compare the sweep with this run', run: () => navigation.push(`/sweeps/${run.sweep}?reference=${run.id}`) }]
          : []),
        { label: 'Open the sweep of this run', run: () => navigation.push(`/sweeps/${run.sweep}`) },
        { label: 'Compare the runs of its sweep', run: () => navigation.push(`/compare?sweep=${run.sweep}`) },
      ],
      [navigation, run.id, run.kind, run.sweep],
    ),
  );
  const { reference, chosen, choose, words } = useReference(run);
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const save = async (change: AnnotationChange & { readonly isArchived?: boolean }) => {
    await client.runList.annotate.mutate({ runs: [id], ...change });
    await queryClient.invalidateQueries(trpc.runs.get.queryFilter({ id }));
  };
  const named = { name: 'this run', tags: run.tags, notes: run.notes };
  const change = (given: AnnotationChange) => void annotate(named, given, save);
  const isArchived = run.archivedAt !== null;
  const archive = async (next: boolean) => {
    try {
      await save({ isArchived: next });
      const undo = async () => {
        await save({ isArchived: !next });
        return 'Undone for this run.';
      };
      showToast({ text: `${next ? 'Archived' : 'Unarchived'} this run.`, undo });
    } catch (error) {
      showToast({ text: messageOf(error), isProblem: true });
    }
  };

  if (isGone(error)) {
    return (
      <GoneNotice
        noun="run"
        name={`${numberedLabel(label, run.number)} of ${run.sweepName}`}
        back={{ href: `/sweeps/${run.sweep}` as Route, label: 'Its sweep' }}
      />
    );
  }
  return (
    <main>
      <PageHeader
        crumbs={[
          { href: '/', label: 'Sweeps' },
          { href: `/sweeps/${run.sweep}` as Route, label: run.sweepName },
        ]}
        title={
          <span className={styles.title}>
            <RunSwatch run={run} />
            {numberedLabel(label, run.number)}
          </span>
        }
        actions={
          <>
            {run.kind === 'run' && (
              <Link className={buttons.plain} href={{ pathname: '/sweeps/new', query: { from: run.id } }} prefetch={false}>
                Clone
              </Link>
            )}
            {run.kind === 'run' && (
              <Link
                className={buttons.plain}
                href={{ pathname: `/sweeps/${run.sweep}`, query: { reference: run.id } }}
                prefetch={false}
                {...hint('Compares the runs of its sweep with this one')}
              >
                Use as reference
              </Link>
            )}
            {run.kind === 'run' && run.state === 'complete' && <ExtendRun id={run.id} />}
            <TagPopover onChange={change} />
            <NotePopover notes={run.notes ?? ''} onChange={change} />
            <button type="button" className={buttons.plain} onClick={() => void archive(!isArchived)}>
              {isArchived ? 'Unarchive' : 'Archive'}
            </button>
            <SteeringButtons
              noun="run"
              ids={[run.id]}
              actions={runActions(run)}
              nameOf={() => 'This run'}
              after={`/sweeps/${run.sweep}` as Route}
            />
          </>
        }
      >
        <FactLine
          facts={[
            { name: run.kind, value: <StateMark run={run} /> },
            ...(run.kind === 'run' ? [{ name: 'steps', value: <StepProgress run={run} /> }] : []),
            { name: 'data set', value: datasetLabel(run) },
            ...(run.trainingSeconds > 0
              ? [{ name: run.kind === 'run' ? 'training' : 'fitting', value: formatDuration(run.trainingSeconds) }]
              : []),
            ...(run.startedAt === null ? [] : [{ name: 'started', value: <Time at={run.startedAt} /> }]),
            ...(run.endedAt === null ? [] : [{ name: 'ended', value: <Time at={run.endedAt} /> }]),
            ...(run.archivedAt === null ? [] : [{ name: 'archived', value: <Time at={run.archivedAt} /> }]),
            { name: 'id', value: <code>{run.id}</code> },
          ]}
        />
        {run.clones.length > 0 && <FactLine facts={[{ name: clonesTitle(run), value: <CloneLinks clones={run.clones} /> }]} />}
        <Annotations tags={run.tags} notes={run.notes} onChange={change} />
      </PageHeader>
      <RunEnding run={run} />
      <CodeNotice epochs={epochs} codeSize={Number(run.values.codeSize)} />
      {run.kind === 'run' && <RunCharts run={run} epochs={epochs} reference={reference ?? null} />}
      <div className={styles.columns}>
        <div className={styles.main}>
          <RunReconstructions run={run} reference={reference}>
            {run.kind === 'run' && (
              <Select
                label="Against"
                values={['', ...Object.keys(words)]}
                value={chosen}
                onChange={choose}
                words={{ '': pcaOfSameSize, ...words }}
              />
            )}
          </RunReconstructions>
          {run.kind === 'run' && (
            <RunFigures
              run={figureRun(run, numberedLabel(label, run.number))}
              other={reference?.kind === 'run' ? figureRun(reference, words[reference.id] ?? reference.id) : null}
            >
              <Select
                label="Beside"
                values={['', ...Object.keys(words)]}
                value={chosen}
                onChange={choose}
                words={{ '': 'no other run', ...words }}
              />
            </RunFigures>
          )}
        </div>
        <aside className={styles.side}>
          <section aria-label="Costs">
            <RunCosts run={run} epochs={epochs} reference={reference} />
          </section>
          {hasTerms(epochs) && (
            <section aria-label="Metrics">
              <RunMetrics run={run} epochs={epochs} />
            </section>
          )}
          <KlByDimension id={id} epochs={epochs} />
          <section aria-label="Parameters">
            <h2>Parameters</h2>
            <FactList
              facts={Object.entries(run.parameters).map(([key, value]) => ({ name: parameterTitle(key), value: formatParameter(value) }))}
            />
          </section>
          <section aria-label="Environment">
            <h2>Environment</h2>
            {run.provenance === null ? (
              <p className={styles.soft}>Recorded once a worker starts the run.</p>
            ) : (
              <FactList facts={prepareEnvironment(run.provenance, run.executor)} />
            )}
          </section>
          <RunEvents id={id} />
          <RunLog id={id} isTrained={run.state === 'running'} />
        </aside>
      </div>
    </main>
  );
}

function figureRun({ id, attempt, state, values }: RunRow, name: string): FigureRun {
  return { id, attempt, state, name, hasCondition: values.condition === 'label' };
}
