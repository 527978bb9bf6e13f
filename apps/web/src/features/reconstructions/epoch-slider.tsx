'use client';

import { useArrowKeys } from '#lib/use-arrow-keys.ts';
import styles from './epoch-slider.module.css';

export interface EpochSliderProps {
  /** Recorded epochs, ascending; at least one. */
  readonly epochs: readonly number[];
  readonly epoch: number;
  readonly onChange: (epoch: number) => void;
}

/** Steps through the epochs that were recorded; left and right do so from anywhere on the page. */
export function EpochSlider({ epochs, epoch, onChange }: EpochSliderProps) {
  const index = Math.max(0, epochs.indexOf(epoch));
  const step = (to: number) => {
    const target = epochs[Math.min(epochs.length - 1, Math.max(0, to))];
    if (target !== undefined && target !== epoch) onChange(target);
  };
  useArrowKeys((by) => step(index + by));
  return (
    <label className={styles.slider}>
      <span className={styles.name}>Epoch</span>
      <input
        type="range"
        min={0}
        max={Math.max(0, epochs.length - 1)}
        step={1}
        value={index}
        disabled={epochs.length < 2}
        onChange={(event) => step(event.target.valueAsNumber)}
        aria-valuetext={`Epoch ${epoch}`}
      />
      <output className={styles.value}>
        {epoch} <span className={styles.of}>of {epochs.at(-1)}</span>
      </output>
    </label>
  );
}
