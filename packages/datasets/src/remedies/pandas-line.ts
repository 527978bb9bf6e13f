import { afterChange, ownPath, type SourceFile } from '../source-file.ts';
import { pythonText } from './python.ts';

export type Delimiter = ',' | ';' | '\t' | ' ';

/** How a table of text is written. */
export interface TableStyle {
  readonly delimiter: Delimiter;
  readonly hasHeader: boolean;
  /** Lines that begin with `#`, from 0. pandas would also cut a line at a `#` within it, so they are named. */
  readonly comments: readonly number[];
}

const separators: Readonly<Record<Delimiter, string>> = { ',': '', ';': ', sep=";"', '\t': ', sep="\\t"', ' ': ', sep=r"\\s+"' };

export interface PandasChange {
  /** An expression over the table `a`. */
  readonly change: string;
  /** Further arguments of `read_csv`. */
  readonly read?: string;
}

/** A line of Python that reads a table as Hourglass does, changes it, and saves it with commas between cells. */
export function pandasLine(source: SourceFile, style: TableStyle, { change, read = '' }: PandasChange): string {
  return (
    `In Python: import pandas as pd; a = ${readingCall(source, style, read)}; ` +
    `${change}.to_csv(${pythonText(ownPath(source))}, index=False${style.hasHeader ? '' : ', header=False'})${afterChange(source)}`
  );
}

/** A line of Python that saves the numeric columns of a table as `samples.npy`. */
export function numpyFileFromTable(source: SourceFile, style: TableStyle): string {
  const numbers = `${readingCall(source, style, '')}.select_dtypes("number").to_numpy("float32")`;
  return `In Python: import numpy as np, pandas as pd; np.save("samples.npy", ${numbers})`;
}

/** The call of `read_csv` that reads a table as Hourglass does. @param read further arguments */
function readingCall(source: SourceFile, { delimiter, hasHeader, comments }: TableStyle, read: string): string {
  const decimal = delimiter === ';' && !read.includes('decimal=') ? ', decimal=","' : '';
  const header = hasHeader ? '' : ', header=None';
  const skipped = comments.length === 0 ? '' : `, skiprows=[${comments.join(', ')}]`;
  return `pd.read_csv(${pythonText(ownPath(source))}${separators[delimiter]}${decimal}${header}${skipped}, skipinitialspace=True${read})`;
}
