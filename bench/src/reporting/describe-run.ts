import type { Machine } from '../measuring/machine.ts';

export interface MeasuredRun {
  readonly name: string;
  readonly rounds: number;
  readonly machine: Machine;
  readonly date: Date;
}

/** The first lines of a section: the command, the date and the machine of a measurement. */
export function describeRun({ name, rounds, machine, date }: MeasuredRun): string {
  const { cpu, cores, memory, system, node, engine, canPin } = machine;
  const pinning = canPin ? '' : ' Without `taskset` no process is kept on one core; it has one thread.';
  return `\`npm run bench -- ${name}\`, ${date.toISOString().slice(0, 10)}, median and quartiles of ${rounds} ${rounds === 1 ? 'round' : 'rounds'}. ${cpu}, ${cores} cores, ${memory} GiB, ${system}; Node ${node}, ${engine}.${pinning}`;
}
