import { exitCodes } from '../exit-codes.ts';
import { printOutput } from '../json/print-output.ts';
import { lowerPriority } from '../lower-priority.ts';
import { withProgress } from '../terminal/action-progress.ts';
import { print } from '../terminal/print.ts';
import { reading } from './open-home.ts';
import type { CommonOptions } from './options.ts';

/** Reads all stored data of a home and reports each fault with a remedy. Returns the exit code. */
export function check(options: CommonOptions): Promise<number> {
  lowerPriority();
  return reading(options, async (store) => {
    const findings = await withProgress('Reading files', (onProgress) => store.storage.check({ onProgress }));
    if (options.json) printOutput('doctor --check', [...findings]);
    else if (findings.length === 0) print(`${store.home} is sound: the database, all files and all references.`);
    else print(findings.map(({ problem, remedy }) => `! ${problem}\n  ${remedy}`).join('\n\n'));
    return findings.length === 0 ? exitCodes.done : exitCodes.failed;
  });
}
