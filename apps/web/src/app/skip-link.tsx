'use client';

import styles from './skip-link.module.css';

/** Marks what the skip link leads to: the rows of a page's table. */
const rows = '[data-rows]';

/**
 * The first element in tab order: skips the bar and the controls, and leads to the rows of the page's table, or else to its content. The next Tab
 * reaches the first row.
 */
export function SkipLink() {
  return (
    <button
      type="button"
      className={styles.link}
      onClick={() => {
        const target = document.querySelector<HTMLElement>(rows) ?? document.querySelector<HTMLElement>('main');
        if (target === null) return;
        target.tabIndex = -1;
        target.focus();
        target.scrollIntoView({ block: 'nearest' });
      }}
    >
      Skip to the content
    </button>
  );
}
