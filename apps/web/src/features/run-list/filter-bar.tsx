'use client';

import { type Completion, completeFilter, type FieldIndex, type FilterField, parseFilter } from '@hourglass/sweeps/filter';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import { useTRPC } from '#lib/trpc.ts';
import styles from './filter-bar.module.css';

export interface FilterBarProps {
  readonly filter: string;
  readonly fields: FieldIndex;
  readonly onFilter: (filter: string) => void;
}

const maxSuggestions = 12;
const example = 'codeSize <= 32 and learningRate < 0.01 and state = complete';

/** Filter input with completion and error highlighting. The filter is applied whenever the text is valid. */
export function FilterBar({ filter, fields, onFilter }: FilterBarProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const completedAt = useRef<number | null>(null);
  const [text, setText] = useState(filter);
  const [applied, setApplied] = useState(filter);
  const [cursor, setCursor] = useState<number | null>(null);
  const [chosen, setChosen] = useState(0);
  const [isSubmitted, setIsSubmitted] = useState(false);
  const [fieldAtCursor, setFieldAtCursor] = useState<string | null>(null);
  // Take over a filter that was set elsewhere, but never while the user types, because the URL lags behind the input.
  if (filter !== applied && cursor === null) {
    setApplied(filter);
    setText(filter);
  }
  // A layout effect moves the cursor before the next keystroke, so that fast typing continues after the completed text.
  useLayoutEffect(() => {
    if (completedAt.current === null) return;
    input.current?.focus();
    input.current?.setSelectionRange(completedAt.current, completedAt.current);
    completedAt.current = null;
  });
  const values = useKnownValues(fieldAtCursor);
  const parsed = parseFilter(text, fields, Date.now());
  const problem = 'problem' in parsed ? parsed.problem : null;
  // While the user types, an unfinished filter is no mistake, until Enter says that it is finished.
  const showsProblem = problem !== null && (cursor === null || isSubmitted);
  const completion = cursor === null ? null : completeFilter(text, cursor, { fields, valuesOf: ({ name }) => values(name) });
  const suggestions = completion?.suggestions.slice(0, maxSuggestions) ?? [];
  const current = Math.min(chosen, suggestions.length - 1);

  const type = (next: string, at: number) => {
    setText(next);
    setCursor(at);
    setChosen(0);
    setIsSubmitted(false);
    setFieldAtCursor(fieldBefore(next, at, fields));
    if ('filter' in parseFilter(next, fields, Date.now())) {
      setApplied(next.trim());
      onFilter(next.trim());
    }
  };
  const complete = (completed: Completion, suggestion: string) => {
    const next = text.slice(0, completed.from) + suggestion + text.slice(completed.to);
    const at = completed.from + suggestion.length;
    type(next, at);
    completedAt.current = at;
  };
  const clear = () => {
    type('', 0);
    completedAt.current = 0;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape') setCursor(null);
    if (event.key === 'Enter' && suggestions.length === 0) setIsSubmitted(true);
    if (completion === null || suggestions.length === 0) return;
    const suggestion = suggestions[current];
    if (event.key === 'ArrowDown') setChosen((current + 1) % suggestions.length);
    else if (event.key === 'ArrowUp') setChosen((current + suggestions.length - 1) % suggestions.length);
    else if ((event.key === 'Tab' || event.key === 'Enter') && suggestion !== undefined && text.trim() !== '')
      complete(completion, suggestion.text);
    else return;
    event.preventDefault();
  };

  return (
    <search className={styles.bar}>
      <div className={styles.field}>
        {showsProblem && <Underline text={text} from={problem.from} to={problem.to} />}
        <input
          ref={input}
          className={styles.input}
          value={text}
          placeholder={`Filter, for example ${example}`}
          aria-label="Filter"
          aria-invalid={problem !== null}
          aria-describedby={`${id}-problem`}
          role="combobox"
          aria-expanded={suggestions.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          {...(suggestions.length > 0 ? { 'aria-activedescendant': `${id}-${current}` } : {})}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          onChange={({ target }) => type(target.value, target.selectionStart ?? target.value.length)}
          onSelect={({ currentTarget }) => setCursor(currentTarget.selectionStart)}
          onBlur={() => setCursor(null)}
          onKeyDown={onKeyDown}
        />
        {text !== '' && (
          <button type="button" className={styles.clear} onClick={clear}>
            Clear
          </button>
        )}
      </div>
      {completion !== null && suggestions.length > 0 && (
        <div id={`${id}-list`} role="listbox" aria-label="Suggestions" className={styles.suggestions}>
          {suggestions.map((suggestion, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys on the input select suggestions
            <div
              key={suggestion.text}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === current}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => complete(completion, suggestion.text)}
            >
              <code>{suggestion.text.trim()}</code>
              <span>{suggestion.about}</span>
            </div>
          ))}
        </div>
      )}
      <p id={`${id}-problem`} className={styles.problem} role="status">
        {showsProblem &&
          `${problem.message} ${applied === '' ? 'All runs are shown until then.' : `Until then, the list shows: ${applied}`}`}
      </p>
    </search>
  );
}

/** A copy of the text behind the input, which underlines the invalid part. */
function Underline({ text, from, to }: { readonly text: string; readonly from: number; readonly to: number }) {
  return (
    <span className={styles.behind} aria-hidden="true">
      {text.slice(0, from)}
      <mark>{text.slice(from, to) || '\u00a0'}</mark>
    </span>
  );
}

/** The field whose value the user is typing. */
function fieldBefore(text: string, cursor: number, fields: FieldIndex): string | null {
  let found: FilterField | undefined;
  completeFilter(text, cursor, {
    fields,
    valuesOf: (field) => {
      found = field;
      return [];
    },
  });
  return found?.name ?? null;
}

function useKnownValues(field: string | null) {
  const trpc = useTRPC();
  const { data = [] } = useQuery({
    ...trpc.runList.valuesOf.queryOptions({ field: field ?? '' }),
    enabled: field !== null,
    staleTime: 30_000,
  });
  return (name: string) => (name === field ? data : []);
}
