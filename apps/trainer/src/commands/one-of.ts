import { TrainerError } from '../errors.ts';

/** The value of a flag that has a list of allowed values. @throws TrainerError BAD_INPUT */
export function oneOf<Value extends string>(allowed: readonly Value[], flag: string, text: string): Value {
  const value = allowed.find((name) => name === text);
  if (value === undefined) throw new TrainerError('BAD_INPUT', `${flag}: received "${text}"; allowed are ${allowed.join(', ')}.`);
  return value;
}
