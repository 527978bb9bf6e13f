import type { Machine } from '../measuring/machine.ts';

export interface MeasuredRun {
  readonly name: string;
  readonly rounds: number;
  readonly machine: Machine;
  readonly date: Date;
}

/** What was measured where, when and with which command: the first lines of a section. */
export function describeRun({ name, rounds, machine, date }: MeasuredRun): string {
  const { cpu, cores, memory, system, node, engine, canPin } = machine;
  const pinning = canPin ? '' : ' Without `taskset` no process is kept on one core; it has one thread.';
  return `\`npm run bench -- ${name}\`, ${date.toISOString().slice(0, 10)}, median and quartiles of ${rounds} ${rounds === 1 ? 'round' : 'rounds'}. ${cpu}, ${cores} cores, ${memory} GiB, ${system}; Node ${node}, ${engine}.${pinning}`;
}
