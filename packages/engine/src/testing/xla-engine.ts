import type { Engine } from '../engine.ts';
import { loadEngine } from '../load-engine.ts';

/** The native engine, with `xla` for every program. A run fails where another executor takes over, so that no test passes without XLA. */
export async function loadXlaEngine(): Promise<Engine> {
  const engine = await loadEngine({ only: 'tensorflow' });
  return {
    ...engine,
    compile(program) {
      const compiled = engine.compile(program, { executor: 'xla' });
      return {
        ...compiled,
        async run(schedule, feeds) {
          const metrics = await compiled.run(schedule, feeds);
          const { name, reason } = compiled.executor();
          if (name !== 'xla') throw new Error(`The steps ran on ${name}: ${reason}`);
          return metrics;
        },
      };
    },
  };
}
