import type { SeriesPoints } from '../contract/recordings.ts';
import { DbError } from '../errors.ts';
import { addBucket, addPoint, type Buckets, clearBucket, emptyBuckets, type StoredBuckets } from './buckets.ts';
import { float32At } from './checked-access.ts';
import { encodeBuckets, encodePoints, type PackedValues } from './chunk-format.ts';
import { chunkCapacity, completeEntries, fanOut, span } from './layout.ts';

/** A row of MetricChunk, without its run. */
export interface ChunkRow extends PackedValues {
  readonly series: string;
  readonly level: number;
  readonly index: number;
  readonly firstStep: number;
  readonly stride: number;
  readonly count: number;
  readonly startedAt: bigint;
  readonly endedAt: bigint;
}

interface Level {
  /** Complete entries of the whole series. */
  entries: number;
  /** The last chunk. The entry at `entries % capacity` is not complete yet. */
  readonly chunk: Buckets;
  /** How many entries of the level below the incomplete entry covers so far. */
  openParts: number;
}

interface Times {
  startedAt: number;
  endedAt: number;
}

/** The end of a growing series: the last chunk of each level, kept in memory so that appending reads nothing from the database. */
export class SeriesTail {
  readonly #series: string;
  readonly #firstStep: number;
  readonly #points = new Float32Array(chunkCapacity(0));
  #count = 0;
  readonly #levels: Level[] = [];
  /** Start time of the open chunk of each level; undefined if that chunk is not written yet. */
  readonly #startedAt: (number | undefined)[] = [];

  constructor(series: string, firstStep: number) {
    this.#series = series;
    this.#firstStep = firstStep;
  }

  get nextStep(): number {
    return this.#firstStep + this.#count;
  }

  /**
   * Restores the open chunks of a series from the database.
   *
   * @param points the values of the open chunk of level 0
   * @param buckets the open chunk of each higher level from 1 on
   * @param startedAt the start times of these chunks, level 0 first; undefined for an empty chunk
   */
  restore(count: number, points: Float32Array, buckets: readonly StoredBuckets[], startedAt: readonly (number | undefined)[]): void {
    this.#count = count;
    this.#points.set(points);
    this.#startedAt.push(...startedAt);
    buckets.forEach((chunk, index) => {
      const level = this.#level(index + 1);
      level.entries = completeEntries(count, index + 1);
      copyInto(level.chunk, chunk);
    });
    // The open chunks below hold every entry that no complete bucket covers, because their capacity is a multiple of the fan-out.
    for (let index = 0; index <= buckets.length; index++) {
      this.#reopen(index);
    }
  }

  /**
   * Appends points and returns every chunk that they change, in its new state.
   *
   * @throws DbError INPUT_INVALID if the first step is not the next step of the series
   */
  append({ firstStep, values, startedAt, endedAt }: SeriesPoints): readonly ChunkRow[] {
    if (firstStep !== this.nextStep) {
      throw new DbError(
        'INPUT_INVALID',
        `The series ${this.#series} continues at step ${this.nextStep}, but the next points begin at step ${firstStep}.`,
      );
    }
    const times = { startedAt, endedAt };
    const rows: ChunkRow[] = [];
    const changed = new Set<number>();
    const write = (level: number, entries: number): void => {
      const row = this.#row(level, entries, times);
      rows.push(row);
      const isFull = row.count === chunkCapacity(level);
      this.#startedAt[level] = isFull ? undefined : Number(row.startedAt);
      changed.delete(level);
    };
    const capacity = this.#points.length;
    const base = this.#level(1);
    for (const value of values) {
      this.#points[this.#count % capacity] = value;
      this.#count++;
      addPoint(base.chunk, base.entries % chunkCapacity(1), value);
      base.openParts++;
      if (base.openParts === fanOut) {
        this.#complete(1, changed, write);
      }
      if (this.#count % capacity === 0) {
        write(0, this.#count);
      }
    }
    if (this.#count % capacity > 0) {
      write(0, this.#count);
    }
    for (const level of [...changed]) {
      write(level, this.#level(level).entries);
    }
    return rows;
  }

  /** Completes the open bucket of a level and starts the next one. Repeats this on the level above if its bucket is complete, too. */
  #complete(index: number, changed: Set<number>, write: (level: number, entries: number) => void): void {
    const level = this.#level(index);
    const above = this.#level(index + 1);
    addBucket(above.chunk, above.entries % chunkCapacity(index + 1), level.chunk, level.entries % chunkCapacity(index));
    above.openParts++;
    level.openParts = 0;
    level.entries++;
    changed.add(index);
    if (level.entries % chunkCapacity(index) === 0) {
      write(index, level.entries);
    }
    clearBucket(level.chunk, level.entries % chunkCapacity(index));
    if (above.openParts === fanOut) {
      this.#complete(index + 1, changed, write);
    }
  }

  #reopen(below: number): void {
    const above = this.#level(below + 1);
    const slot = above.entries % chunkCapacity(below + 1);
    const entries = completeEntries(this.#count, below);
    const parts = entries % fanOut;
    const capacity = chunkCapacity(below);
    for (let entry = entries - parts; entry < entries; entry++) {
      if (below === 0) {
        addPoint(above.chunk, slot, float32At(this.#points, entry % capacity));
      } else {
        addBucket(above.chunk, slot, this.#level(below).chunk, entry % capacity);
      }
    }
    above.openParts = parts;
  }

  #level(index: number): Level {
    const found = this.#levels[index];
    if (found !== undefined) {
      return found;
    }
    const level = { entries: 0, chunk: emptyBuckets(chunkCapacity(index)), openParts: 0 };
    this.#levels[index] = level;
    return level;
  }

  /** The last chunk of a level with `entries` entries. */
  #row(level: number, entries: number, { startedAt, endedAt }: Times): ChunkRow {
    const capacity = chunkCapacity(level);
    const index = Math.floor((entries - 1) / capacity);
    const count = entries - index * capacity;
    return {
      series: this.#series,
      level,
      index,
      firstStep: this.#firstStep + index * capacity * span(level),
      stride: span(level),
      count,
      startedAt: BigInt(this.#startedAt[level] ?? startedAt),
      endedAt: BigInt(endedAt),
      ...(level === 0 ? encodePoints(this.#points.subarray(0, count)) : encodeBuckets(this.#level(level).chunk, count)),
    };
  }
}

function copyInto(target: Buckets, source: StoredBuckets): void {
  target.sum.set(source.sum);
  target.min.set(source.min);
  target.max.set(source.max);
  if (source.nonFinite !== null) target.nonFinite.set(source.nonFinite);
}
