/**
 * Whether a line is what TensorFlow notes of itself when it is loaded (Abseil's log of severity INFO, and its announcement), which no
 * setting of ours keeps back and nobody needs. Warnings and errors are no notes.
 */
export function isLibraryNote(line: string): boolean {
  return (
    /^I\d{4} \d\d:\d\d:/.test(line) || line === 'WARNING: All log messages before absl::InitializeLog() is called are written to STDERR'
  );
}
