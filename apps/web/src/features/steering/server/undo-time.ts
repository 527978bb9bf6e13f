/**
 * How long a deletion from the dashboard can be undone. It exceeds the display time of the toast, which the user can extend with the
 * pointer. It is short because disk space is freed only afterwards.
 */
export const undoMilliseconds = 30_000;
