'use client';

import { formatCount, formatNumberOf } from '@hourglass/presentation';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import { useDeferredValue } from 'react';
import buttons from '#components/ui/button.module.css';
import { useTRPC } from '#lib/trpc.ts';
import { sweepPageInput, sweepsPerPage } from '#wire/sweep-page.ts';
import { EmptyHome } from './empty-home.tsx';
import styles from './sweep-list.module.css';
import { SweepTable } from './sweep-table.tsx';

/** With more sweeps than this, the list has a search field. */
const maxSweepsWithoutSearch = 20;

/** Paginated list of this home's sweeps, or of those that match a search, newest first. */
export function SweepList() {
  const trpc = useTRPC();
  const [{ search, page }, setView] = useQueryStates(
    { search: parseAsString.withDefault(''), page: parseAsInteger.withDefault(1) },
    { history: 'replace' },
  );
  const query = useDeferredValue(search);
  const { data, error, isPlaceholderData } = useQuery({
    ...trpc.sweeps.list.queryOptions(sweepPageInput(query, Math.max(1, page))),
    placeholderData: keepPreviousData,
  });
  if (error !== null) throw error;
  if (data === undefined) return null;
  const { total, sweeps } = data;
  if (total === 0 && query === '') return <EmptyHome />;
  const pages = Math.max(1, Math.ceil(total / sweepsPerPage));
  const first = (Math.max(1, page) - 1) * sweepsPerPage;
  return (
    <>
      {(total > maxSweepsWithoutSearch || search !== '') && (
        <div className={styles.bar}>
          <input
            type="search"
            aria-label="Search sweeps"
            placeholder="Search by name, data set, tag or id"
            value={search}
            onChange={(event) => void setView({ search: event.target.value, page: null })}
          />
          <span role="status">{formatNumberOf(total, 'sweep')}</span>
          {pages > 1 && (
            <nav className={styles.pages} aria-label="Pages">
              <PageButton page={page - 1} pages={pages} label="Newer" onPage={(next) => void setView({ page: next })} />
              <span>{sweeps.length === 0 ? 'none on this page' : `${formatCount(first + 1)}–${formatCount(first + sweeps.length)}`}</span>
              <PageButton page={page + 1} pages={pages} label="Older" onPage={(next) => void setView({ page: next })} />
            </nav>
          )}
        </div>
      )}
      {sweeps.length === 0 ? (
        <p className={styles.none}>
          {total === 0
            ? `No sweep has “${query.trim()}” in its name, data set or tags, or an id that starts with it.`
            : `There are ${formatCount(pages)} pages.`}{' '}
          <button type="button" className={buttons.link} onClick={() => void setView({ search: null, page: null })}>
            Show the newest sweeps
          </button>
        </p>
      ) : (
        <div className={isPlaceholderData ? styles.stale : undefined}>
          <SweepTable key={`${query} ${page}`} sweeps={sweeps} />
        </div>
      )}
    </>
  );
}

interface PageButtonProps {
  /** Page number of the link, from 1. */
  readonly page: number;
  readonly pages: number;
  readonly label: string;
  readonly onPage: (page: number) => void;
}

function PageButton({ page, pages, label, onPage }: PageButtonProps) {
  return (
    <button
      type="button"
      className={buttons.plain}
      disabled={page < 1 || page > pages}
      onClick={() => {
        onPage(page);
        window.scrollTo({ top: 0 });
      }}
    >
      {label}
    </button>
  );
}
