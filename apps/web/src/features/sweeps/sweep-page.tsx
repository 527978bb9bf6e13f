'use client';

import { rankingText } from '@hourglass/model/metrics';
import { parameterTitle, runLabel } from '@hourglass/model/parameters';
import { datasetLabel, formatNumberOf, formatParameter, numberedLabel, pcaOfSameSize } from '@hourglass/presentation';
import { summariseConfigurations } from '@hourglass/sweeps/configurations';
import { useQueryClient, useSuspenseQueries } from '@tanstack/react-query';
import type { Route } from 'next';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { annotate } from '#components/annotations/annotate.ts';
import type { AnnotationChange } from '#components/annotations/annotation-change.ts';
import { Annotations } from '#components/annotations/annotations.tsx';
import { NotePopover } from '#components/annotations/note-popover.tsx';
import { TagPopover } from '#components/annotations/tag-popover.tsx';
import { NoticeToggle } from '#components/finish-notice/notice-toggle.tsx';
import { isUnfinished } from '#components/finish-notice/prepare-notice.ts';
import { GoneNotice } from '#components/gone/gone-notice.tsx';
import { isGone } from '#components/gone/is-gone.ts';
import { manyActions, sweepActions } from '#components/steering/prepare-actions.ts';
import { SteeringButtons } from '#components/steering/steering-buttons.tsx';
import buttons from '#components/ui/button.module.css';
import { Choice } from '#components/ui/choice.tsx';
import { Command } from '#components/ui/command.tsx';
import { FactLine } from '#components/ui/facts.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Select } from '#components/ui/select.tsx';
import { Sentence } from '#components/ui/sentence.tsx';
import { StateBar } from '#components/ui/state-bar.tsx';
import { Time } from '#components/ui/time.tsx';
import { usePageActions } from '#lib/page-actions.ts';
import { useTRPC, useTRPCClient } from '#lib/trpc.ts';
import { useOnceTrue } from '#lib/use-once-true.ts';
import { ConfigurationTable } from './configuration-table.tsx';
import { defaultSelection } from './default-selection.ts';
import { DiskUse } from './disk-use.tsx';
import { ExportConfigurations } from './export-configurations.tsx';
import { NamesakeFacts } from './namesake-facts.tsx';
import { prepareFailures } from './prepare-failures.ts';
import { prepareRunTable } from './prepare-run-table.ts';
import { RelativesLine } from './relatives-line.tsx';
import { RunTable } from './run-table.tsx';
import { parseSorting, sortingText, usualOrder } from './sorting.ts';
import { SweepLooks } from './sweep-looks.tsx';
import styles from './sweep-page.module.css';

const home: readonly [{ href: Route; label: string }] = [{ href: '/', label: 'Sweeps' }];

/** Page of one sweep: shared parameters, curves of the selected runs, and a table of all runs. */
export function SweepPage({ id }: { readonly id: string }) {
  const trpc = useTRPC();
  const [{ data: sweep, error }, { data: parts }] = useSuspenseQueries({
    queries: [trpc.sweeps.get.queryOptions({ id }), trpc.runs.ofSweep.queryOptions({ sweep: id })],
  });
  const { constants, varying, runs } = parts;
  const labels = useMemo(() => new Map(runs.map((run) => [run.id, runLabel(run, varying)])), [runs, varying]);
  const [view, setView] = useQueryStates({
    select: parseAsArrayOf(parseAsString),
    /** The best first if missing. */
    sort: parseAsString,
    /** Whether the seeds of a configuration share a row. */
    rows: parseAsStringLiteral(['runs', 'configurations']).withDefault('runs'),
    /** How configurations are sorted. */
    order: parseAsString,
    /** The run that costs are compared with; PCA if missing. */
    reference: parseAsString,
  });
  const { reference } = view;
  const { hasBest, ranking } = sweep;
  const wasLive = useOnceTrue(isUnfinished(sweep.counts));
  const plan = useMemo(
    () => prepareRunTable({ rows: runs, varying, constants, reference, hasBest, ranking, wasLive }),
    [runs, varying, constants, reference, hasBest, ranking, wasLive],
  );
  const summaries = useMemo(() => summariseConfigurations(plan.runs, { hasBest }), [plan.runs, hasBest]);
  const byConfiguration = varying.filter((key) => key !== 'seed');
  const parameters = plan.parameters.filter(({ key, isDerived }) => key !== 'seed' && !isDerived);
  const failures = useMemo(() => prepareFailures(runs), [runs]);
  const usual = usualOrder({ hasBest, ranking });
  const sort = view.sort ?? usual.runs;
  const order = view.order ?? usual.configurations;
  const selected = view.select ?? defaultSelection(runs, ranking);
  const drawn = plan.runs.filter((run) => selected.includes(run.id));
  const nameOf = (id: string) => {
    const run = runs.find((each) => each.id === id);
    return run === undefined ? null : numberedLabel(labels.get(id) ?? id, run.number);
  };
  const compared = drawn.length === plan.runs.length ? `sweep=${id}` : `runs=${drawn.map((run) => run.id).join(',')}`;
  const navigation = useRouter();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const save = async (change: AnnotationChange) => {
    await client.sweeps.annotate.mutate({ id, ...change });
    await queryClient.invalidateQueries(trpc.sweeps.get.queryFilter({ id }));
  };
  const named = { name: 'this sweep', tags: sweep.tags, notes: sweep.notes };
  const change = (given: AnnotationChange) => void annotate(named, given, save);
  usePageActions(
    useMemo(
      () => [
        { label: 'Clone this sweep', run: () => navigation.push(`/sweeps/new?from=${id}`) },
        { label: 'Widen this sweep', run: () => navigation.push(`/sweeps/new?widen=${id}`) },
        { label: 'Compare the selected runs', run: () => navigation.push(`/compare?${compared}`) },
        { label: 'Select all runs', run: () => void setView({ select: plan.runs.map((run) => run.id) }) },
        { label: 'Select no run', run: () => void setView({ select: [] }) },
      ],
      [navigation, id, compared, plan, setView],
    ),
  );

  if (isGone(error)) return <GoneNotice noun="sweep" name={sweep.name} back={{ href: '/', label: 'All sweeps' }} />;
  return (
    <main>
      <PageHeader
        crumbs={home}
        title={sweep.name}
        actions={
          <>
            <Link className={buttons.plain} href={{ pathname: '/sweeps/new', query: { from: id } }} prefetch={false}>
              Clone
            </Link>
            <Link className={buttons.plain} href={{ pathname: '/sweeps/new', query: { widen: id } }} prefetch={false}>
              Widen
            </Link>
            <TagPopover onChange={change} />
            <NotePopover notes={sweep.notes ?? ''} onChange={change} />
            <SteeringButtons noun="sweep" ids={[sweep.id]} actions={sweepActions(sweep)} nameOf={() => sweep.name} after="/" />
          </>
        }
      >
        <FactLine
          facts={[
            { name: 'data set', value: datasetLabel(sweep) },
            { name: 'runs', value: <StateBar counts={sweep.shownCounts} /> },
            { name: 'baselines', value: sweep.baselines },
            { name: 'started', value: <Time at={sweep.createdAt} /> },
            { name: 'on disk', value: <DiskUse sweep={sweep.id} /> },
            { name: 'id', value: <code>{sweep.id}</code> },
          ]}
        />
        <FactLine
          lead="Every run:"
          facts={Object.entries(constants).map(([key, value]) => ({ name: parameterTitle(key), value: formatParameter(value) }))}
        />
        <RelativesLine {...sweep.relatives} />
        <NamesakeFacts namesake={sweep.namesake} name={sweep.name} />
        <Annotations tags={sweep.tags} notes={sweep.notes} onChange={change} />
        {sweep.wanted !== 'run' && (
          <p role="status">
            <Sentence>{sweep.wantedReason ?? `This sweep is ${sweep.wanted === 'pause' ? 'paused' : 'stopped'}.`}</Sentence>
          </p>
        )}
        {sweep.planningNotes.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {failures.map(({ reason, count, isExample }) => (
          <p key={reason} role="status">
            {formatNumberOf(count, 'run')} failed{isExample ? ', for example' : ''}: <Sentence>{reason}</Sentence>
          </p>
        ))}
        {isUnfinished(sweep.counts) && <NoticeToggle sweep={id} />}
        {sweep.specText !== null && (
          <details className={styles.spec}>
            <summary>Spec</summary>
            <pre>{sweep.specText}</pre>
          </details>
        )}
      </PageHeader>
      {plan.runs.length === 0 ? (
        <NoRuns />
      ) : (
        <>
          <SweepLooks
            {...{
              sweep: id,
              ranking,
              drawn,
              labels,
              constants,
              varying,
              selected,
              runs: plan.runs,
              baselines: plan.baselines,
              reference: plan.reference,
            }}
            onSelect={(select) => void setView({ select: [...select] })}
          />
          <div className={styles.bar}>
            <h2>
              {drawn.length} of {formatNumberOf(plan.runs.length, 'run')} selected
            </h2>
            <span className={styles.choose}>
              <button type="button" className={buttons.link} onClick={() => void setView({ select: plan.runs.map((run) => run.id) })}>
                Select all
              </button>
              <button type="button" className={buttons.link} onClick={() => void setView({ select: [] })}>
                Select none
              </button>
            </span>
            <span className={styles.hint}>
              costs per sample ·{' '}
              {hasBest
                ? `best epoch: ${rankingText(ranking)}`
                : 'no samples are held out for validation, so no epoch is the best: runs are sorted by the test cost of their last epoch'}
              <span className={styles.how}> · click to select, shift-click to add</span>
            </span>
            <Choice label="Rows" values={['runs', 'configurations']} value={view.rows} onChange={(rows) => void setView({ rows })} />
            <Select
              label="Against"
              values={['', ...new Set([...drawn.map((run) => run.id), ...(plan.reference === null ? [] : [plan.reference.id])])]}
              value={plan.reference?.id ?? ''}
              onChange={(id) => void setView({ reference: id === '' ? null : id })}
              words={{
                '': pcaOfSameSize,
                ...Object.fromEntries(runs.map((run) => [run.id, numberedLabel(labels.get(run.id) ?? run.id, run.number)])),
              }}
            />
            {drawn.length > 0 && (
              <SteeringButtons noun="run" ids={drawn.map((run) => run.id)} actions={manyActions('run', drawn.length)} nameOf={nameOf} />
            )}
            <Link
              className={buttons.primary}
              aria-disabled={drawn.length === 0}
              href={{
                pathname: '/compare',
                query: {
                  ...(drawn.length === plan.runs.length ? { sweep: id } : { runs: drawn.map((run) => run.id).join(',') }),
                  ...(plan.reference === null ? {} : { reference: plan.reference.id }),
                },
              }}
              prefetch={false}
            >
              Compare {formatNumberOf(drawn.length, 'run')}
            </Link>
          </div>
          {view.rows === 'configurations' && (
            <>
              <div className={styles.bar}>
                <span className={styles.hint}>
                  {formatNumberOf(summaries.length, 'configuration')}: mean and standard deviation (n − 1) over seeds, each at its{' '}
                  {hasBest ? 'best' : 'last'} epoch
                </span>
                <ExportConfigurations
                  sweep={id}
                  summaries={summaries}
                  parameters={parameters.map(({ key }) => key)}
                  order={order}
                  ranking={ranking}
                />
              </div>
              <ConfigurationTable
                summaries={summaries}
                parameters={parameters}
                varying={byConfiguration}
                hasBest={hasBest}
                ranking={ranking}
                order={order}
                onOrder={(order) => void setView({ order: order === usual.configurations ? null : order })}
              />
            </>
          )}
          {view.rows === 'runs' && (
            <RunTable
              plan={plan}
              labels={labels}
              selected={selected}
              onSelect={(select) => void setView({ select: [...select] })}
              sorting={parseSorting(sort)}
              onSort={(sorting) => {
                const text = sortingText(sorting);
                void setView({ sort: text === usual.runs ? null : text });
              }}
            />
          )}
        </>
      )}
    </main>
  );
}

function NoRuns() {
  return (
    <div className={styles.none}>
      <p>This sweep has no runs. Submit its spec again to add the missing runs:</p>
      <Command>./hourglass sweep FILE</Command>
    </div>
  );
}
