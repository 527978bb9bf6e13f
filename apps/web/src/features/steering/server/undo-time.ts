/**
 * How long a deletion from the dashboard can be taken back. Longer than its toast stands, since one may hold the pointer on it; short, since
 * the disk is freed only then.
 */
export const undoMilliseconds = 30_000;
