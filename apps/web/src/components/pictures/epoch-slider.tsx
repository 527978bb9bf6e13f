'use client';

import { useEffect, useRef, useState } from 'react';
import buttons from '#components/ui/button.module.css';
import { hint } from '#components/ui/hint.ts';
import { Range } from '#components/ui/range.tsx';
import { Select } from '#components/ui/select.tsx';
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

/** Duration of a step at normal speed: long enough to see what changed. */
const playMilliseconds = 350;

const speeds = ['0.5', '1', '2', '4'] as const;
const speedWords = { '0.5': '½ ×', '1': '1 ×', '2': '2 ×', '4': '4 ×' } as const;

/** Playback with fewer positions needs neither speed nor stride. */
const minPositionsForSettings = 10;

/** Steps through recorded epochs with the slider, with the left and right keys anywhere on the page, or by playing. */
export function EpochSlider({ positions, position, onChange, label, textOf, marks = [], isLoading = false }: EpochSliderProps) {
  const [isPlaying, setIsPlaying] = useState(false);
  const [speed, setSpeed] = useState<(typeof speeds)[number]>('1');
  const [stride, setStride] = useState('1');
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
  // The last position is always shown, whatever the stride.
  advance.current = (from) => (from < last ? step(from + Number(stride)) : setIsPlaying(false));
  useEffect(() => {
    // Each epoch restarts the timer, so that none is skipped.
    if (!isPlaying || isLoading) return;
    const timer = setTimeout(() => advance.current(index), playMilliseconds / Number(speed));
    return () => clearTimeout(timer);
  }, [isPlaying, isLoading, index, speed]);

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
      {positions.length >= minPositionsForSettings && (
        <>
          <Select label="Speed" values={speeds} value={speed} onChange={setSpeed} words={speedWords} />
          <Select label="Stride" values={stridesOf(positions.length)} value={stride} onChange={setStride} />
        </>
      )}
      {only !== undefined && marks.length === 1 && (
        <button
          type="button"
          className={buttons.link}
          {...hint(only.title)}
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

/** Strides in positions, 1, 2 or 5 times a power of ten, that leave at least five steps. */
function stridesOf(positions: number): readonly string[] {
  const strides = [1, 2, 5, 10, 20, 50, 100, 200, 500];
  return strides.filter((stride) => stride === 1 || positions / stride >= 5).map(String);
}
