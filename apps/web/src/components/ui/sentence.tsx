'use client';

import { completedCommands } from '@hourglass/presentation';
import { useCommandHome } from '#lib/command-home.ts';

/** A sentence that may name commands, which are completed with the home of this dashboard. */
export function Sentence({ children }: { readonly children: string }) {
  const home = useCommandHome();
  return <>{completedCommands(children, { home })}</>;
}
