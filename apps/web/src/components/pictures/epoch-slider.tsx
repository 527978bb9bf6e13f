'use client';

import { useEffect, useRef, useState } from 'react';
import buttons from '#components/ui/button.module.css';
import { Range } from '#components/ui/range.tsx';
import { useEpochKeys } from '#lib/use-epoch-keys.ts';
import styles from './epoch-slider.module.css';

export interface EpochSliderProps {
  /** Places to step through, ascending; at least one. */
  readonly positions: readonly number[];
  readonly position: number;
  readonly onChange: (position: number) => void;
  readonly label: string;
  /** `12` of a position, `30` of the last one. */
  readonly textOf: (position: number) => string;
  /** Places of best epochs: marked on the track, and reachable by a button if there is one. */
  readonly marks?: readonly { readonly position: number; readonly title: string }[];
  /** The next place has not been drawn yet: playing waits for it. */
  readonly isLoading?: boolean;
}

/** Long enough to see what changed. */
const playMilliseconds = 350;

/** Steps through recorded epochs with the slider, with the left and right keys anywhere on the page, or by playing. */
export function EpochSlider({ positions, position, onChange, label, textOf, marks = [], isLoading = false }: EpochSliderProps) {
  const [isPlaying, setIsPlaying] = useState(false);
  const index = Math.max(0, positions.indexOf(position));
  const last = positions.length - 1;
  const only = marks.find((mark) => positions.includes(mark.position));
  const step = (to: number) => {
    const target = positions[Math.min(last, Math.max(0, to))];
    if (target !== undefined && target !== position) onChange(target);
  };
  useEpochKeys((by) => {
    setIsPlaying(false);
    step(index + by);
  });
  const advance = useRef((_: number) => {});
  advance.current = (from) => (from < last ? step(from + 1) : setIsPlaying(false));
  useEffect(() => {
    // Each epoch restarts the timer, so that none is skipped.
    if (!isPlaying || isLoading) return;
    const timer = setTimeout(() => advance.current(index), playMilliseconds);
    return () => clearTimeout(timer);
  }, [isPlaying, isLoading, index]);

  return (
    <span className={styles.slider}>
      <button
        type="button"
        className={styles.play}
        disabled={positions.length < 2}
        aria-label={isPlaying ? 'Pause' : 'Play'}
        onClick={() => {
          if (!isPlaying && index === last) step(0);
          setIsPlaying(!isPlaying);
        }}
      >
        <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
          <path d={isPlaying ? 'M1 1h3v8H1ZM6 1h3v8H6Z' : 'M2 1 9 5 2 9Z'} />
        </svg>
      </button>
      <Range
        label={label}
        min={0}
        max={Math.max(0, last)}
        value={index}
        isDisabled={positions.length < 2}
        onChange={(to) => {
          setIsPlaying(false);
          step(to);
        }}
        valueText={`${label} ${textOf(position)}`}
        marks={marks.map((mark) => ({ value: positions.indexOf(mark.position), title: mark.title })).filter(({ value }) => value >= 0)}
      >
        {textOf(position)} <span className={styles.of}>of {textOf(positions[last] ?? position)}</span>
      </Range>
      {only !== undefined && marks.length === 1 && (
        <button
          type="button"
          className={buttons.link}
          title={only.title}
          aria-pressed={only.position === position}
          onClick={() => {
            setIsPlaying(false);
            step(positions.indexOf(only.position));
          }}
        >
          best {textOf(only.position)}
        </button>
      )}
    </span>
  );
}
