// Run as a program by publish-library.test.ts: provides the library of one archive, as provision does, until a signal.
import { fillFromArchive, publishLibrary } from '../libtensorflow/fill-library.ts';
import { messageOf } from '../message-of.ts';
import { streamProgress } from '../progress.ts';

const [, , folder = '', url = '', sha256 = ''] = process.argv;
const interrupted = new AbortController();
process.once('SIGINT', () => interrupted.abort());
// A limit on file sizes simulates a full disk. Without a handler, its signal would kill the process before the write fails.
process.on('SIGXFSZ', () => {});
try {
  await publishLibrary(folder, fillFromArchive({ url, sha256 }), streamProgress(process.stdout), interrupted.signal);
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = interrupted.signal.aborted ? 130 : 1;
}
