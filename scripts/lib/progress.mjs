/** A step shorter than this, in milliseconds, is printed only when it is complete. */
const minShownMilliseconds = 500;

/** Intervals in milliseconds: of redrawing on a terminal, and of progress lines elsewhere. */
const redrawEvery = 200;
const printEvery = 5_000;

/**
 * Shows concurrent steps with their activity, progress and elapsed time. On a terminal each active step is one line below the completed ones, redrawn
 * in place; elsewhere, and after `leaveTerminal`, progress is printed as plain lines.
 *
 * @param {Pick<NodeJS.WriteStream, 'write'> & { readonly isTTY?: boolean, readonly columns?: number }} stream
 */
export function createProgress(stream = process.stderr) {
  /** @type {Map<string, { doing: string, text: string, started: number, printed: number }>} */
  const active = new Map();
  let inPlace = stream.isTTY === true;
  let drawn = 0;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;

  function clear() {
    if (drawn > 0) stream.write(`\x1b[${drawn}A\x1b[0J`);
    drawn = 0;
  }

  function draw() {
    const now = performance.now();
    const lines = [...active]
      .filter(([, { started }]) => now - started >= minShownMilliseconds)
      .map(([name, { doing, text, started }]) =>
        `· ${name}  ${text || doing}  ${seconds(now - started)}`.slice(0, (stream.columns ?? 80) - 1),
      );
    clear();
    if (lines.length > 0) stream.write(`${lines.join('\n')}\n`);
    drawn = lines.length;
  }

  function printActive() {
    const now = performance.now();
    for (const [name, step] of active) {
      if (now - step.started < minShownMilliseconds || (step.printed > 0 && now - step.printed < printEvery)) continue;
      stream.write(`  ${name}: ${step.text || step.doing}\n`);
      step.printed = now;
    }
  }

  function watch() {
    timer ??= setInterval(() => (inPlace ? draw() : printActive()), redrawEvery);
    if (active.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  /** @param {string} line */
  function print(line) {
    clear();
    stream.write(`${line}\n`);
    if (inPlace) draw();
  }

  return {
    /** Prints a line above the active steps. */
    print,

    /**
     * Runs a step, and shows its activity, its progress, and the time that it took.
     *
     * @template Result
     * @param {string} name
     * @param {string} doing
     * @param {(report: (text: string) => void) => Promise<Result>} work a string result is shown beside the name
     * @returns {Promise<Result>}
     */
    async step(name, doing, work) {
      const entry = { doing, text: '', started: performance.now(), printed: 0 };
      active.set(name, entry);
      watch();
      try {
        const result = await work((text) => {
          entry.text = text;
        });
        active.delete(name);
        const detail = typeof result === 'string' && result !== '' ? ` (${result})` : '';
        print(`✓ ${name}${detail}  ${seconds(performance.now() - entry.started)}`);
        return result;
      } finally {
        active.delete(name);
        watch();
        if (inPlace) draw();
      }
    },

    /** Call before another program starts to write to the terminal. */
    leaveTerminal() {
      clear();
      inPlace = false;
    },
  };
}

/**
 * `412 of 600 packages, 9 s left`: the estimate assumes a constant rate.
 *
 * @param {number} done
 * @param {number} total
 * @param {string} unit
 * @param {number} started by `performance.now()`
 * @param {{ readonly scale?: number, readonly withRate?: boolean }} [options] `scale`: raw count per displayed unit
 */
export function progressText(done, total, unit, started, { scale = 1, withRate = false } = {}) {
  const elapsed = (performance.now() - started) / 1000;
  const rate = done / Math.max(elapsed, 0.001);
  /** @param {number} value */
  const whole = (value) => Math.round(value / scale).toLocaleString('en');
  const left = done > 0 && done < total && elapsed > 1 ? `, ${Math.ceil((total - done) / rate)} s left` : '';
  return `${whole(done)} of ${whole(total)} ${unit}${withRate && elapsed > 0.5 ? `, ${whole(rate)} ${unit}/s` : ''}${left}`;
}

/** @param {number} milliseconds */
function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
