import type { Route } from 'next';
import Link from 'next/link';
import { Fragment, type ReactNode } from 'react';
import styles from './page-header.module.css';

export interface PageHeaderProps {
  /** Breadcrumbs, outermost first. */
  readonly crumbs: readonly { readonly href: Route; readonly label: string }[];
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** On a page that fills the window: as low as its actions. */
  readonly isLow?: boolean;
}

/** Header of a page: breadcrumbs, title, description and actions. */
export function PageHeader({ crumbs, title, children, actions, isLow = false }: PageHeaderProps) {
  return (
    <header className={styles.header} data-low={isLow}>
      <div className={styles.line}>
        <nav aria-label="Breadcrumbs" className={styles.crumbs}>
          {crumbs.map(({ href, label }) => (
            <Fragment key={href}>
              <Link href={href}>{label}</Link>
              <span aria-hidden="true">/</span>
            </Fragment>
          ))}
        </nav>
        <h1>{title}</h1>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </header>
  );
}
