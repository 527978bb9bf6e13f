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

/** Everything that this package throws on purpose. The message is a sentence for the person at the keyboard. */
export class DatasetError extends Error {
  override readonly name = 'DatasetError';
  readonly code: DatasetErrorCode;

  constructor(code: DatasetErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
