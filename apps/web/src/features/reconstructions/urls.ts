/** @param attempt another attempt records its own pictures: it keeps old ones out of the browser's cache */
export function atlasUrl(run: string, epoch: number, attempt: number): string {
  return `/api/runs/${run}/reconstructions/${epoch}?attempt=${attempt}`;
}

export function probeSetUrl(probeSet: string): string {
  return `/api/probe-sets/${probeSet}`;
}
