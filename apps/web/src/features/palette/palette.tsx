'use client';

import { layoutOf } from '@hourglass/model/layout';
import { foldCase, shortRunLabel } from '@hourglass/presentation';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { useRouter } from 'next/navigation';
import { type ReactNode, useDeferredValue, useRef, useState } from 'react';
import { Modal } from '#components/ui/modal.tsx';
import { currentPageActions } from '#lib/page-actions.ts';
import { keyCaps, type ShortcutName, shortcuts } from '#lib/shortcuts.ts';
import { useTRPC } from '#lib/trpc.ts';
import { isMac } from './is-mac.ts';
import { pageNames, pages } from './pages.ts';
import styles from './palette.module.css';

/** Maximum number of matching sweeps, newest first. */
const maxSweeps = 20;

/**
 * Command palette: finds pages, sweeps, runs and actions. The server searches sweeps by id, name, tag or dataset, and runs by id, name, tag
 * or sweep.
 */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const trpc = useTRPC();
  const navigation = useRouter();
  const [text, setText] = useState('');
  const query = useDeferredValue(text.trim());
  const { data: sweeps } = useQuery({
    ...trpc.sweeps.list.queryOptions({ search: query, offset: 0, limit: maxSweeps }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const { data: runs = [], error } = useQuery({
    ...trpc.runList.search.queryOptions({ text: query }),
    enabled: query !== '',
    staleTime: 0,
  });
  const [actions] = useState(currentPageActions);
  const input = useRef<HTMLInputElement>(null);
  const act = (run: () => void) => () => {
    onClose();
    run();
  };
  return (
    <Modal label="Find" onClose={onClose} initialFocus={input}>
      <Command label="Find" loop className={styles.palette} filter={(value, search) => Number(isFound(value, search))}>
        <Command.Input ref={input} value={text} onValueChange={setText} placeholder="Find a page, a sweep, a run or an action" />
        <Command.List>
          <Command.Empty>{error?.message ?? 'No results.'}</Command.Empty>
          {actions.length > 0 && (
            <Command.Group heading="On this page">
              {actions.map(({ label, run }) => (
                <Item key={label} value={`action ${label}`} onSelect={act(run)}>
                  {label}
                </Item>
              ))}
            </Command.Group>
          )}
          <Command.Group heading="Pages">
            {pageNames.map((name) => (
              <Item key={name} value={`page ${name}`} shortcut={name} onSelect={act(() => navigation.push(pages[name]))}>
                {shortcuts[name].label}
              </Item>
            ))}
          </Command.Group>
          <Command.Group heading="Sweeps">
            {sweeps?.sweeps.map(({ id, name }) => (
              <Item key={id} value={`${fromServer}sweep ${name} ${id}`} onSelect={act(() => navigation.push(`/sweeps/${id}`))}>
                {name} <code>{id}</code>
              </Item>
            ))}
          </Command.Group>
          {runs.length > 0 && (
            <Command.Group heading="Runs">
              {runs.map(({ id, name, number, sweepName, state, tags, values }) => (
                <Item key={id} value={`${fromServer}run ${id}`} onSelect={act(() => navigation.push(`/runs/${id}`))}>
                  {[shortRunLabel({ name, number, values }), name === null ? layoutOf(values) : null].join(' ').trim()} of {sweepName}{' '}
                  <span className={styles.soft}>
                    {state} {tags.join(', ')}
                  </span>{' '}
                  <code>{id}</code>
                </Item>
              ))}
            </Command.Group>
          )}
        </Command.List>
      </Command>
    </Modal>
  );
}

/** Prefix of the values of items that the server has found, possibly by fields that their text does not show, such as a data set. */
const fromServer = 'found: ';

/** Ignores case in every script, as the server does. */
function isFound(value: string, search: string): boolean {
  return (
    value.startsWith(fromServer) ||
    foldCase(search)
      .split(/\s+/)
      .every((word) => foldCase(value).includes(word))
  );
}

interface ItemProps {
  readonly value: string;
  readonly shortcut?: ShortcutName;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

function Item({ value, shortcut, onSelect, children }: ItemProps) {
  return (
    <Command.Item value={value} onSelect={onSelect}>
      <span>{children}</span>
      {shortcut !== undefined && (
        <span className={styles.caps}>
          {keyCaps(shortcut, isMac()).map((cap) => (
            <kbd key={cap}>{cap}</kbd>
          ))}
        </span>
      )}
    </Command.Item>
  );
}
