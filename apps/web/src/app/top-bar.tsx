import Link from 'next/link';
import type { Theme } from '#components/theme/theme.ts';
import { ThemeSwitch } from '#components/theme/theme-switch.tsx';
import { LiveMark } from '#features/live/live-mark.tsx';
import { SkipLink } from './skip-link.tsx';
import styles from './top-bar.module.css';

export interface TopBarProps {
  readonly cursor: number;
  readonly theme: Theme;
}

/** The navigation bar of every page. */
export function TopBar({ cursor, theme }: TopBarProps) {
  return (
    <header className={styles.bar}>
      <SkipLink />
      <Link href="/" className={styles.home}>
        <svg viewBox="0 0 20 14" width="20" height="14" aria-hidden="true">
          <path d="M1 1 9 5.5v3L1 13ZM19 1 11 5.5v3L19 13Z" fill="currentColor" />
        </svg>
        Hourglass
      </Link>
      <nav aria-label="Main" className={styles.nav}>
        <Link href="/">Sweeps</Link>
        <Link href="/runs">Runs</Link>
        <Link href="/system">System</Link>
        <Link href="/sweeps/new">
          New<span className={styles.wide}> sweep</span>
        </Link>
      </nav>
      <span className={styles.space} />
      <LiveMark cursor={cursor} />
      <ThemeSwitch initial={theme} />
    </header>
  );
}
