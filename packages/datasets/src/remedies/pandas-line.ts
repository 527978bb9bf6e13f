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

/**
 * A line of Python that reads a table as Hourglass does, changes it, and saves it with commas between cells.
 *
 * @param change of the table `a`
 * @param read further arguments of `read_csv`
 */
export function pandasLine(source: SourceFile, { delimiter, hasHeader, comments }: TableStyle, change: string, read = ''): string {
  const file = pythonText(ownPath(source));
  const decimal = delimiter === ';' && !read.includes('decimal=') ? ', decimal=","' : '';
  const header = hasHeader ? '' : ', header=None';
  const skipped = comments.length === 0 ? '' : `, skiprows=[${comments.join(', ')}]`;
  return (
    `In Python: import pandas as pd; a = pd.read_csv(${file}${separators[delimiter]}${decimal}${header}${skipped}, skipinitialspace=True${read}); ` +
    `${change}.to_csv(${file}, index=False${hasHeader ? '' : ', header=False'})${afterChange(source)}`
  );
}
