'use client';

import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTRPC } from '#lib/trpc.ts';
import { useSettled } from '#lib/use-settled.ts';
import { DraftInput, type DraftInputProps } from './draft-input.tsx';

/** Delay between the last keystroke and looking for paths, in milliseconds. */
const patience = 150;

/** Input for the path of a file on the machine of the dashboard, completed from its folders. */
export function PathInput(props: Pick<DraftInputProps, 'label' | 'text' | 'placeholder' | 'onText'>) {
  const id = useId();
  const trpc = useTRPC();
  const beginning = useSettled(props.text, patience);
  const { data: paths = [] } = useQuery({
    ...trpc.launch.paths.queryOptions({ beginning }),
    enabled: /^(\/|~\/)/.test(beginning),
    retry: false,
  });
  return (
    <>
      <DraftInput {...props} size="path" list={id} />
      <datalist id={id}>
        {paths.map((path) => (
          <option key={path} value={path} />
        ))}
      </datalist>
    </>
  );
}
