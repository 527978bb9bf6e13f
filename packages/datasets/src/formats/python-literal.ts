/** The values that the header of an `.npy` file is written in. */
export type PythonLiteral = string | bigint | boolean | null | readonly PythonLiteral[] | ReadonlyMap<string, PythonLiteral>;

/** Limit of the recursion depth. Headers of real files are nested less deeply. */
const maxDepth = 32;

/**
 * Reads a Python literal: dictionaries with text keys, tuples, lists, strings in either quotation marks, integers (also `10L`, as Python 2
 * wrote them), True, False and None. @throws SyntaxError with the position
 */
export function parsePythonLiteral(text: string): PythonLiteral {
  let at = 0;
  const skipSpace = () => {
    while (/[\s#]/.test(text.charAt(at))) {
      if (text.charAt(at) !== '#') at++;
      // A comment ends with its line.
      else while (at < text.length && text.charAt(at) !== '\n') at++;
    }
  };
  const fail = (what: string): never => {
    throw new SyntaxError(`${what} at position ${at}`);
  };
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const sticky = new RegExp(pattern.source, 'y');
    sticky.lastIndex = at;
    const match = sticky.exec(text);
    if (match !== null) at += match[0].length;
    return match;
  };

  const items = (close: string, item: () => void): void => {
    for (;;) {
      skipSpace();
      if (text.charAt(at) === close) break;
      item();
      skipSpace();
      if (text.charAt(at) === ',') at++;
      else if (text.charAt(at) !== close) fail(`expected , or ${close}`);
    }
    at++;
  };

  const value = (depth: number): PythonLiteral => {
    if (depth > maxDepth) fail('nested too deeply');
    skipSpace();
    const opening = text.charAt(at);
    if (opening === '{') {
      at++;
      const entries = new Map<string, PythonLiteral>();
      items('}', () => {
        const key = value(depth + 1);
        if (typeof key !== 'string') return fail('expected a text as key');
        skipSpace();
        if (text.charAt(at++) !== ':') fail('expected :');
        entries.set(key, value(depth + 1));
      });
      return entries;
    }
    if (opening === '(' || opening === '[') {
      at++;
      const list: PythonLiteral[] = [];
      items(opening === '(' ? ')' : ']', () => list.push(value(depth + 1)));
      return list;
    }
    const string = take(/[bu]?'((?:[^'\\]|\\.)*)'|[bu]?"((?:[^"\\]|\\.)*)"/);
    if (string !== null) {
      const start = (string[1] ?? string[2] ?? '').replace(/\\(.)/g, '$1');
      skipSpace();
      // Texts that follow each other are one.
      return /['"]/.test(text.charAt(at)) ? `${start}${String(value(depth))}` : start;
    }
    const integer = take(/(-?)(0[xX](?:_?[\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|\d+(?:_\d+)*)/);
    if (integer !== null) {
      take(/[lL]/);
      const size = BigInt(`${integer[2]}`.replaceAll('_', ''));
      return integer[1] === '-' ? -size : size;
    }
    switch (take(/True|False|None/)?.[0]) {
      case 'True':
        return true;
      case 'False':
        return false;
      case 'None':
        return null;
      default:
        return fail('expected a value');
    }
  };

  const result = value(0);
  skipSpace();
  if (at < text.length) fail('expected the end');
  return result;
}
