import { type ExportSubject, exportName } from '@hourglass/presentation';

/** A file that is `true` gets its usual name (`exportName`), in the folder of the shell. */
export type RequestedFile = string | true;

export interface ExportedFile {
  readonly path: string;
  readonly content: string | Uint8Array;
  /** Follows the path in the message: `, of the best epoch, 22 (the last is 30)`. */
  readonly what: string;
}

/** The path that was given, or the usual name. */
export function pathOf(given: RequestedFile, subject: ExportSubject, extension: string): string {
  return given === true ? exportName(subject, extension) : given;
}
