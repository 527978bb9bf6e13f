import { receivedText } from '@hourglass/presentation';
import type { z } from 'zod';

/** One sentence per issue: the field, the received value, the allowed ones. Parse with `reportInput: true`. */
export function problemsOf(error: z.ZodError, at: readonly PropertyKey[] = []): readonly string[] {
  return error.issues.flatMap((issue) => sentences(issue, [...at, ...issue.path]));
}

function sentences(issue: z.core.$ZodIssue, path: readonly PropertyKey[]): readonly string[] {
  const field = pathText(path);
  const received = receivedText(issue.input);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => `${pathText([...path, key])}: this field does not exist here${sectionText(path)}.`);
    case 'invalid_type':
      return issue.input === undefined
        ? [`${field}: missing; expected ${expectedText(issue.expected)}.`]
        : [`${field}: received ${received}; expected ${expectedText(issue.expected)}.`];
    case 'invalid_value':
      return [
        `${field}: received ${received}; allowed ${issue.values.length === 1 ? 'is' : 'are'} ${issue.values.map(receivedText).join(', ')}.`,
      ];
    case 'too_small':
      return [
        `${field}: received ${received}; it must ${bound(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum)}.`,
      ];
    case 'too_big':
      return [
        `${field}: received ${received}; it must ${bound(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum)}.`,
      ];
    case 'invalid_union':
      return [unionSentence(issue, path)];
    default:
      return [`${field}: received ${received}; ${lowerFirst(issue.message)}.`];
  }
}

/** Names the allowed values of the discriminator of a union. The issue's path ends with that field, and its input is the whole object. */
function unionSentence(issue: z.core.$ZodIssueInvalidUnion, path: readonly PropertyKey[]): string {
  if (!('options' in issue) || !Array.isArray(issue.options))
    return `${pathText(path)}: received ${receivedText(issue.input)}; ${lowerFirst(issue.message)}.`;
  const tag = path.at(-1);
  const received =
    issue.input !== null && typeof issue.input === 'object' && tag !== undefined ? Reflect.get(issue.input, tag) : issue.input;
  return `${pathText(path.slice(0, -1))}: received ${receivedText(received)}; allowed are ${issue.options.map(receivedText).join(', ')}.`;
}

function bound(origin: string, relation: string, limit: number | bigint): string {
  if (origin === 'array') return `have ${relation} ${limit} ${limit === 1 ? 'entry' : 'entries'}`;
  if (origin === 'string') return `have ${relation} ${limit} ${limit === 1 ? 'character' : 'characters'}`;
  return `be ${relation} ${limit}`;
}

function sectionText(path: readonly PropertyKey[]): string {
  return path.length === 0 ? '' : ` (in ${pathText(path)})`;
}

/** The top-level field that a sentence is about: `seeds[2]: received …` → `seeds`. Null if it is about the whole document. */
export function fieldOfProblem(problem: string): string | null {
  return /^([A-Za-z]\w*)[\w.[\]]*: /.exec(problem)?.[1] ?? null;
}

/** `['seeds', 2]` → `seeds[2]` */
export function pathText(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'spec';
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}

function expectedText(kind: string): string {
  if (kind === 'int') return 'a whole number';
  // YAML 1.2 parses yes, no, on and off as strings.
  if (kind === 'boolean') return 'true or false';
  return /^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
