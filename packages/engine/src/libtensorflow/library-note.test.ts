import { expect, it } from 'vitest';
import { isLibraryNote } from './library-note.ts';

it.each([
  ['WARNING: All log messages before absl::InitializeLog() is called are written to STDERR', true],
  ['I0000 00:00:1795529733.816882    8062 port.cc:153] oneDNN custom operations are on.', true],
  ['W0000 00:00:1795529733.816882    8062 cpu_allocator_impl.cc:84] Allocation exceeds 10% of free system memory.', false],
  ['E0000 00:00:1795529733.816882    8062 session.cc:91] out of memory', false],
  ['tensorflow is not used: No TensorFlow library is in the cache. Run `npm run setup`.', false],
  ['run 5ewb8k0124: started, attempt 1', false],
])('%s → %s', (line, isNote) => {
  expect(isLibraryNote(line)).toBe(isNote);
});
