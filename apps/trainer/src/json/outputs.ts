import { z } from 'zod';
import {
  actionJson,
  annotationJson,
  appliedJson,
  backupJson,
  errorJson,
  findingsJson,
  freedJson,
  generatedJson,
  logLineJson,
  usageJson,
  verdictJson,
} from './home-json.ts';
import { machineJson } from './machine-json.ts';
import { runJson, runWithEpochsJson } from './run-json.ts';
import { configurationJson, sweepJson, sweepProgressJson, sweepWithRunsJson, widenedJson } from './sweep-json.ts';

/** What each command prints with `--json`: the schema of each line. Flags that change the output are part of the name. */
export const outputs = {
  sweep: sweepProgressJson,
  'sweeps ls': z.array(sweepJson),
  'sweeps show': sweepWithRunsJson,
  'sweeps show --configurations': z.array(configurationJson),
  'sweeps widen': widenedJson,
  'sweeps tag': annotationJson,
  'sweeps note': annotationJson,
  'sweeps pause': actionJson,
  'sweeps resume': actionJson,
  'sweeps stop': actionJson,
  'sweeps retry': actionJson,
  'sweeps rm': actionJson,
  'runs ls': z.array(runJson),
  'runs ls --epochs': z.array(runWithEpochsJson),
  'runs show': runWithEpochsJson,
  'runs export': runWithEpochsJson,
  'runs encode': appliedJson,
  'runs decode': appliedJson,
  'runs reconstruct': appliedJson,
  'runs generate': generatedJson,
  'runs logs': logLineJson,
  'runs tag': annotationJson,
  'runs note': annotationJson,
  'runs pause': actionJson,
  'runs resume': actionJson,
  'runs stop': actionJson,
  'runs retry': actionJson,
  'runs extend': actionJson,
  'runs rm': actionJson,
  rerun: verdictJson,
  gc: freedJson,
  budget: usageJson,
  backup: backupJson,
  doctor: machineJson,
  'doctor --check': findingsJson,
  error: errorJson,
} as const;

export type OutputName = keyof typeof outputs;
export type Output<Name extends OutputName> = z.output<(typeof outputs)[Name]>;

/** Increment this when a field changes its meaning or is removed. New fields do not change it. */
const version = 1;

/** A JSON schema of what commands print, for programs that read it. */
export function outputFormat(): object {
  const commands = Object.entries(outputs).map(([command, schema]) => [command, z.toJSONSchema(schema, { unrepresentable: 'any' })]);
  return { version, commands: Object.fromEntries(commands) };
}
