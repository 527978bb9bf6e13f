import { BlobFiles } from '../blobs/blob-files.ts';

/** Child process for a test of concurrent removals: removes one file again and again until its input ends. */
const [folder = '', hash = ''] = process.argv.slice(2);
const files = new BlobFiles(folder);
process.stdout.write('ready\n');
let isEnded = false;
process.stdin.resume().on('end', () => {
  isEnded = true;
});
function removeAgain(): void {
  for (let round = 0; round < 100; round++) files.remove({ hash });
  if (!isEnded) setImmediate(removeAgain);
}
removeAgain();
