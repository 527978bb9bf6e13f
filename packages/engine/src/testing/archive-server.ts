import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create } from 'tar';
import { numbers } from './numbers.ts';

export interface ArchiveServer extends AsyncDisposable {
  readonly url: string;
  readonly sha256: string;
  /** The number of requests for the archive. */
  readonly requests: () => number;
  /** Resolves when half of the archive has been sent for the first time; the rest waits for `release`. */
  readonly halfSent: Promise<void>;
  readonly release: () => void;
}

/** Serves a small archive with the layout of a TensorFlow C library over local HTTP, in two halves. */
export async function startArchiveServer(): Promise<ArchiveServer> {
  madeArchive ??= makeArchive();
  const archive = await madeArchive;
  const half = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  let requests = 0;
  const answer = async (response: ServerResponse) => {
    requests++;
    response.setHeader('content-length', archive.length);
    response.write(archive.subarray(0, archive.length / 2), () => half.resolve());
    await released.promise;
    response.end(archive.subarray(archive.length / 2));
  };
  const server = createServer((_request, response) => void answer(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : address}/libtensorflow.tar.gz`,
    sha256: createHash('sha256').update(archive).digest('hex'),
    requests: () => requests,
    halfSent: half.promise,
    release: released.resolve,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

let madeArchive: Promise<Buffer> | null = null;

async function makeArchive(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'hourglass-archive-'));
  await mkdir(join(folder, 'lib'));
  await mkdir(join(folder, 'include', 'tensorflow', 'c'), { recursive: true });
  await writeFile(join(folder, 'lib', 'libtensorflow.so.2.9.1'), Buffer.from(numbers(500_000, 1).buffer));
  await writeFile(join(folder, 'include', 'tensorflow', 'c', 'c_api.h'), '// a header\n');
  const file = join(folder, 'archive.tar.gz');
  await create({ gzip: true, file, cwd: folder }, ['lib', 'include']);
  const archive = await readFile(file);
  await rm(folder, { recursive: true });
  return archive;
}
