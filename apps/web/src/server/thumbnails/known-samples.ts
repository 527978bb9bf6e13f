import type { Store } from '@hourglass/db';
import type { ThumbnailSamples } from './thumbnail-of.ts';

/** Probe sets kept in memory: a list shows runs of a few data sets, and their originals are a few hundred kilobytes. */
const maxKept = 16;
const kept = new Map<string, Promise<ThumbnailSamples>>();

/** What thumbnails need of a probe set, which never changes. */
export function samplesOfProbeSet(store: Store, id: string): Promise<ThumbnailSamples> {
  const known = kept.get(id);
  if (known !== undefined) return known;
  const read = store.reconstructions.probeSet(id);
  read.catch(() => kept.delete(id));
  kept.set(id, read);
  const [oldest] = kept.keys();
  if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest);
  return read;
}
