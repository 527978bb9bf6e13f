import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { homeLayout } from '../home.ts';

const idPattern = /^[0-9a-f]{16}$/;
const hashPattern = /^[0-9a-f]{64}$/;

/** Finds the path of an uploaded file by its id in the blobs of a home; null if it is not there. */
export function locateUploadIn(home: string): (id: string) => string | null {
  const { blobs } = homeLayout({ home });
  return (id) => {
    // The id becomes part of a path.
    if (!idPattern.test(id)) return null;
    const folder = join(blobs, id.slice(0, 2));
    const [name, ...others] = namesIn(folder).filter((each) => each.startsWith(id) && hashPattern.test(each));
    return name === undefined || others.length > 0 ? null : join(folder, name);
  };
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
