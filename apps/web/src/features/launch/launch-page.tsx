'use client';

import { completedCommands } from '@hourglass/presentation';
import { commandWords, shellText } from '@hourglass/sweeps/flags';
import { keepPreviousData, useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { PageHeader } from '#components/ui/page-header.tsx';
import { useCommandHome } from '#lib/command-home.ts';
import { useTRPC } from '#lib/trpc.ts';
import { useSettled } from '#lib/use-settled.ts';
import { CommandText } from './command-text.tsx';
import { CopyButton } from './copy-button.tsx';
import { useHeldUploads } from './fields/use-held-uploads.ts';
import { useUploads } from './fields/use-uploads.ts';
import styles from './launch-page.module.css';
import { LaunchPanel } from './launch-panel.tsx';
import { editField, otherProblems, prepareSections } from './prepare-fields.ts';
import type { FirstText, Origin } from './server/first-text.ts';
import { SpecForm } from './spec-form.tsx';
import { specState, typed } from './spec-state.ts';

/** How often a plan without a time is made again. */
const planAgainMilliseconds = 3_000;
/** Delay between the last keystroke and planning, in milliseconds. */
const patience = 200;

const titles: Readonly<Record<FirstText['origin']['kind'], string>> = {
  nothing: 'New sweep',
  sweep: 'Clone a sweep',
  run: 'Clone a run',
  'wider sweep': 'Widen a sweep',
};

/** Page for a new sweep: the form, the same spec as YAML and as a command, and the estimated cost. */
export function LaunchPage({ from, widen }: Origin) {
  const trpc = useTRPC();
  const navigation = useRouter();
  const queryClient = useQueryClient();
  const { data: form } = useSuspenseQuery(trpc.launch.form.queryOptions());
  const { data: first } = useSuspenseQuery(trpc.launch.first.queryOptions({ from, widen }));
  const [spec, setSpec] = useState(() => specState(first.text));
  const uploads = useUploads();
  const held = useHeldUploads(spec.document.dataset);
  const settled = useSettled(spec.readableText, patience);
  const planning = useQuery({
    ...trpc.launch.plan.queryOptions({ text: settled, widen }),
    placeholderData: keepPreviousData,
    staleTime: 0,
    // A worker may measure the machine while the form is open.
    refetchInterval: ({ state: { data } }) => (data?.estimate?.seconds === null ? planAgainMilliseconds : false),
  });
  const open = (id: string) => {
    void queryClient.invalidateQueries(trpc.sweeps.list.queryFilter());
    void queryClient.invalidateQueries(trpc.runs.ofSweep.queryFilter({ sweep: id }));
    // Also of the sweep or run that was cloned, whose page lists its clones.
    void queryClient.invalidateQueries(trpc.sweeps.get.queryFilter());
    void queryClient.invalidateQueries(trpc.runs.get.queryFilter());
    navigation.push(`/sweeps/${id}` as Route);
  };
  const start = useMutation(trpc.launch.start.mutationOptions({ onSuccess: ({ id }) => open(id) }));
  const widening = useMutation(trpc.launch.widen.mutationOptions({ onSuccess: ({ id }) => open(id) }));

  const problems = planning.data?.problems ?? [];
  const refusal = [planning.error, held.error, start.error, widening.error].flatMap((error) => (error === null ? [] : [error.message]));
  const words = commandWords(spec.document);
  const home = useCommandHome();
  const command = completedCommands(
    widen === null ? `./hourglass sweep ${words === null ? 'FILE' : shellText(words)}` : `./hourglass sweeps widen ${widen} FILE`,
    { home },
  );
  const { origin } = first;

  return (
    <main>
      <PageHeader
        crumbs={[
          { href: '/', label: 'Sweeps' },
          ...(origin.kind === 'nothing'
            ? []
            : [{ href: `/${origin.kind === 'run' ? 'runs' : 'sweeps'}/${origin.id}` as Route, label: origin.name }]),
        ]}
        title={titles[origin.kind]}
      />
      <div className={styles.columns}>
        <SpecForm
          sections={prepareSections(form.fields, spec.document, problems)}
          datasets={form.datasets}
          uploads={uploads}
          isDisabled={spec.problem !== null}
          onField={(path, value) => setSpec((before) => editField(before, form.fields, { path, value }))}
        />
        <div className={styles.side}>
          <LaunchPanel
            plan={planning.data}
            isWider={widen !== null}
            problems={[...(spec.problem === null ? [] : [spec.problem]), ...otherProblems(form.fields, problems), ...refusal]}
            isBusy={start.isPending || widening.isPending || uploads.isBusy}
            isCurrent={settled === spec.readableText && !planning.isPlaceholderData}
            onStart={() => (widen === null ? start.mutate({ text: spec.text, from }) : widening.mutate({ sweep: widen, text: spec.text }))}
          />
          <section aria-label="Spec" className={styles.text}>
            <h2>
              YAML <CopyButton text={spec.text} label="the YAML" />
            </h2>
            <textarea
              aria-label="YAML"
              aria-invalid={spec.problem !== null}
              spellCheck={false}
              rows={Math.min(28, spec.text.split('\n').length + 1)}
              value={spec.text}
              onChange={(event) => setSpec((before) => typed(before, event.target.value))}
            />
            <h2>
              Command <CopyButton text={command} label="the command" />
            </h2>
            <CommandText command={command} />
            {command.includes(' FILE') && <p className={styles.soft}>Save the YAML as FILE first: flags can’t express all of it.</p>}
          </section>
        </div>
      </div>
    </main>
  );
}
