'use client';

import { completedCommands } from '@hourglass/presentation';
import { useCommandHome } from '#lib/command-home.ts';
import styles from './command.module.css';

/** A terminal command, completed with the home of this dashboard. */
export function Command({ children }: { readonly children: string }) {
  const home = useCommandHome();
  return (
    <pre className={styles.command}>
      <code>{completedCommands(children, { home })}</code>
    </pre>
  );
}
