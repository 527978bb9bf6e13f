import { describe, expect, it } from 'vitest';
import { measureProcesses } from './measure-processes.ts';

const program = (script: string) => ({ program: [process.execPath, '-e', script] as const, folder: import.meta.dirname });

describe('measureProcesses', () => {
  it('returns the output of each program', async () => {
    const { outputs } = await measureProcesses([program(`console.log(1)`), program(`console.log(2)`)]);
    expect(outputs).toEqual(['1\n', '2\n']);
  });

  it.runIf(process.platform === 'linux')('counts the processor time and memory of children of children', async () => {
    const hold = `const held = Buffer.alloc(200e6, 1); const end = Date.now() + 2500; while (Date.now() < end || process.cpuUsage().user < 300_000); process.exit(held[0] - 1)`;
    const parent = `require('child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(hold)}])`;
    const { cpuSeconds, peakBytes } = await measureProcesses([program(parent)]);
    expect(cpuSeconds).toBeGreaterThan(0.25);
    expect(peakBytes).toBeGreaterThan(200e6);
  });

  it('reports the end of the output of a program that fails', async () => {
    await expect(measureProcesses([program(`console.error('no disk'); process.exit(4)`)])).rejects.toThrow('ended (exit code 4): no disk');
  });
});
