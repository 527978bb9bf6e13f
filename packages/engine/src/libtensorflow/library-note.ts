/**
 * Whether a line is informational output of TensorFlow's initialization (Abseil's log of severity INFO, and the line that announces it), which
 * no setting suppresses. False for warnings and errors.
 */
export function isLibraryNote(line: string): boolean {
  return (
    /^I\d{4} \d\d:\d\d:/.test(line) || line === 'WARNING: All log messages before absl::InitializeLog() is called are written to STDERR'
  );
}
