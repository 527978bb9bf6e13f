/** @throws RangeError where a package's files were read without it */
export function fileIn(files: ReadonlyMap<string, Uint8Array>, path: string): Uint8Array {
  const file = files.get(path);
  if (file === undefined) throw new RangeError(`${path} was not read`);
  return file;
}
