import { afterChange, ownPath, type SourceFile } from '../source-file.ts';

/** Changes of samples that a message suggests, as Python over `a`: an array of NumPy, or a table of pandas. */
export interface Change {
  readonly numpy: string;
  readonly pandas: string;
}

/** A line of Python that applies a change to the samples and saves them in their file. */
export type WritePython = (change: Change) => string;

/** Keeps rows of finite numbers. */
export const finiteRows: Change = {
  numpy: 'a[np.isfinite(a).reshape(len(a), -1).all(axis=1)]',
  pandas: 'a.replace([float("inf"), float("-inf")], float("nan")).dropna(axis=1, how="all").dropna()',
};

/** Zeros instead of what is not finite. */
export const filled: Change = { numpy: 'np.nan_to_num(a, nan=0, posinf=0, neginf=0)', pandas: 'a.fillna(0)' };

/** The same differences around zero, in every column. In pandas, columns of words stay as they are. */
export const withoutOffset: Change = {
  numpy: '(a - a.min(axis=0)).astype(np.float32)',
  pandas: 'a.apply(lambda v: v - v.min() if pd.api.types.is_numeric_dtype(v) else v)',
};

/** Values between −1 and 1 in every column. */
export const divided: Change = {
  numpy: '(lambda m: (a / np.where(m > 0, m, 1)).astype(np.float32))(np.abs(a).max(axis=0))',
  pandas: 'a.apply(lambda v: v / (v.abs().max() or 1) if pd.api.types.is_numeric_dtype(v) else v)',
};

/** Numbers that are written as texts. */
export const parsed: Change = { numpy: 'a.astype(np.float32)', pandas: 'a.apply(pd.to_numeric)' };

/** One sample a row. */
export const flattened: Change = { numpy: 'a.reshape(len(a), -1)', pandas: 'a' };

/** `[count, channels, height, width]` as `[count, height, width, channels]`. */
export const channelsLast: Change = { numpy: 'np.transpose(a, (0, 2, 3, 1))', pandas: 'a' };

/** How Python loads and changes an array. */
export interface NumpyChange {
  /** An expression over the array `a`. */
  readonly change: string;
  /** Further arguments of `np.load`. */
  readonly load?: string;
  /** Python that runs first. */
  readonly before?: string;
}

/** A line of Python that changes an `.npy` file, or the array `part` of an `.npz` file, and saves it in its place. */
export function numpyLine(source: SourceFile, { change, load = '', before = '' }: NumpyChange): string {
  const { part } = source;
  const path = ownPath(source);
  const begin = `In Python: import numpy as np; ${before}`;
  const end = afterChange(source);
  if (part === undefined && path.endsWith('.gz')) {
    const file = pythonText(path);
    return `${begin}import gzip; a = np.load(gzip.open(${file})${load}); f = gzip.open(${file}, "wb"); np.save(f, ${change}); f.close()${end}`;
  }
  if (part === undefined) {
    return `${begin}a = np.load(${pythonText(path)}${load}); np.save(${targetOf(path, '.npy')}, ${change})${end}`;
  }
  const [file, name] = [path.slice(0, -part.length - 1), pythonText(part)];
  return `${begin}z = dict(np.load(${pythonText(file)}${load})); a = z[${name}]; z[${name}] = ${change}; np.savez(${targetOf(file, '.npz')}, **z)${end}`;
}

/** NumPy appends the extension to a name without it, but not to an open file. */
function targetOf(file: string, extension: '.npy' | '.npz'): string {
  return file.endsWith(extension) ? pythonText(file) : `open(${pythonText(file)}, "wb")`;
}

/** As a Python literal. */
export function pythonText(text: string): string {
  return JSON.stringify(text);
}
