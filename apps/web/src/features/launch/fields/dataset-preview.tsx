'use client';

import type { Json } from '@hourglass/sweeps';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTRPC } from '#lib/trpc.ts';
import { useSettled } from '#lib/use-settled.ts';
import styles from './dataset-preview.module.css';
import { aboutKnown, linePoints, type Preview, prepareDatasetPreview, samplePixels } from './prepare-dataset-preview.ts';

/** Delay between the last change and reading the files, in milliseconds. */
const patience = 300;

/** What the files of a data set hold, with its first samples; of a known data set, where it comes from. */
export function DatasetPreview({ value }: { readonly value: Json }) {
  const trpc = useTRPC();
  const dataset = useSettled(JSON.stringify(value), patience);
  const isNamed = !/"[^"]*[./][^"]*"/.test(dataset);
  const { data, isFetching, isPlaceholderData } = useQuery({
    ...trpc.launch.inspect.queryOptions({ dataset }),
    enabled: !isNamed,
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (isNamed) {
    const about = aboutKnown(JSON.parse(dataset) as Json);
    return about === null ? null : <span className={styles.facts}>{about}</span>;
  }
  if (data === undefined || data === null || isPlaceholderData)
    return isFetching ? <span className={styles.facts}>Reading the files…</span> : null;
  const preview = prepareDatasetPreview(data);
  return (
    <span className={styles.preview}>
      <span className={styles.facts}>{[preview.facts, ...preview.notes].join(' ')}</span>
      <span className={styles.samples} role="img" aria-label={`The first ${preview.samples.length} training samples`}>
        {preview.samples.map((sample, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: samples have no identity but their place
          <span key={index} className={styles.sample}>
            <Sample sample={sample} preview={preview} />
            {preview.labels !== null && <span className={styles.label}>{preview.labels[index]}</span>}
          </span>
        ))}
      </span>
    </span>
  );
}

function Sample({ sample, preview }: { readonly sample: readonly number[]; readonly preview: Preview }) {
  return preview.picture === null ? (
    <svg className={styles.line} viewBox="0 0 100 48" preserveAspectRatio="none" aria-hidden="true">
      <polyline points={linePoints(sample, preview)} />
    </svg>
  ) : (
    <Picture sample={sample} preview={preview} size={preview.picture} />
  );
}

interface PictureProps {
  readonly sample: readonly number[];
  readonly preview: Preview;
  readonly size: NonNullable<Preview['picture']>;
}

function Picture({ sample, preview, size: { width, height, channels } }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    canvas.current?.getContext('2d')?.putImageData(new ImageData(samplePixels(sample, channels, preview), width, height), 0, 0);
  }, [sample, preview, width, height, channels]);
  return <canvas ref={canvas} className={styles.picture} width={width} height={height} />;
}
