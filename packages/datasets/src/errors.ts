export type DatasetErrorCode =
  | 'FILE_MISSING'
  | 'FILE_UNREADABLE'
  | 'FILE_TOO_LARGE'
  | 'FILE_DAMAGED'
  | 'FORMAT_UNSUPPORTED'
  | 'SAMPLES_INVALID'
  | 'LABELS_INVALID'
  | 'PART_MISSING'
  | 'CELL_INVALID';

/** Everything that this package throws on purpose. The message is a sentence for the user. */
export class DatasetError extends Error {
  override readonly name = 'DatasetError';
  readonly code: DatasetErrorCode;

  constructor(code: DatasetErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A refusal of the samples of a file: what they are, and what is allowed. */
export function invalidSamples(
  { field, path }: { readonly field: string; readonly path: string },
  received: string,
  allowed: string,
): DatasetError {
  return new DatasetError('SAMPLES_INVALID', `${field}: ${path} ${received}; allowed are ${allowed}`);
}
