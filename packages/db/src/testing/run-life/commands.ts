import type { Wanted } from '@hourglass/sweeps/run-state';
import fc from 'fast-check';
import type { SteeringTarget } from '../../contract/steering.ts';
import { expectInvariants } from './invariants.ts';
import type { TestWorker, World } from './world.ts';

/** The model is empty. The invariants, checked after every command, state what must hold. */
export type Life = fc.AsyncCommand<object, World>;

/** A description for the counterexample that fast-check prints. */
class Step implements Life {
  readonly #name: string;
  readonly #run: (world: World) => Promise<unknown> | unknown;

  constructor(name: string, run: (world: World) => Promise<unknown> | unknown) {
    this.#name = name;
    this.#run = run;
  }

  check(): boolean {
    return true;
  }

  async run(_: object, world: World): Promise<void> {
    await this.#run(world);
    expectInvariants(world);
  }

  toString(): string {
    return this.#name;
  }
}

const by = { source: 'cli' } as const;

/** Index of the chosen item. */
const which = fc.nat({ max: 5 });

function pick<T>(all: readonly T[], index: number): T | undefined {
  return all.length === 0 ? undefined : all[index % all.length];
}

function ofWorker(name: string, act: (world: World, acting: TestWorker) => Promise<unknown> | unknown): fc.Arbitrary<Life> {
  return which.map(
    (index) =>
      new Step(`${name}(worker ${index})`, async (world) => {
        const acting = pick(world.workers, index);
        if (acting !== undefined) await act(world, acting);
      }),
  );
}

const targets = fc.option(which, { freq: 3 });

/** Applies to one run or to the sweep. */
function ofTarget<T>(name: string, value: fc.Arbitrary<T>, steer: (world: World, target: SteeringTarget, value: T) => Promise<unknown>) {
  return fc.tuple(targets, value).map(([index, given]): Life => {
    const noun = index === null ? 'sweep' : `run ${index}`;
    return new Step(`${name}(${[noun, given].filter((word) => word !== undefined).join(', ')})`, async (world) => {
      const run = index === null ? undefined : pick(world.runs(), index);
      const target = run === undefined ? { sweep: world.sweepId() } : { run: run.id };
      await world.attempt(() => steer(world, target, given));
    });
  });
}

const nothing = fc.constant(undefined);

/** Commands for everything that users, workers, machines and clocks do to a home. */
export const lifeCommands: readonly fc.Arbitrary<Life>[] = [
  fc
    .tuple(fc.constantFrom('here', 'elsewhere'), fc.constantFrom(0, -20_000, 3_600_000))
    .map(([hostname, skew]) => new Step(`startWorker(${hostname}, ${skew})`, (world) => world.claim(world.startWorker(hostname, skew)))),
  fc.constant(new Step('startBoth', (world) => world.startBoth())),
  fc.constant(new Step('crashBoth', (world) => world.crashBoth())),
  fc.constant(new Step('crashBoth', (world) => world.crashBoth())),
  ofWorker('claim', (world, acting) => world.claim(acting)),
  ofWorker('record', (world, acting) => world.record(acting, false)),
  ofWorker('checkpoint', (world, acting) => world.record(acting, true)),
  ofWorker('complete', (world, acting) => world.finish(acting, 'complete')),
  ofWorker('complete', (world, acting) => world.finish(acting, 'complete')),
  ofWorker('fail', (world, acting) => world.finish(acting, 'failed')),
  ofWorker('prune', (world, acting) => world.finish(acting, 'pruned')),
  ofWorker('release', (world, acting) => world.release(acting)),
  ofWorker('kill', (world, acting) => world.kill(acting)),
  fc.constant(new Step('restart', (world) => world.restart())),
  ofWorker('suspend', (world, acting) => world.host.set(acting.identity, 'suspended')),
  fc.constantFrom(100, 4_000, 15_000).map((milliseconds) => new Step(`wait(${milliseconds})`, (world) => world.wait(milliseconds))),
  fc.constantFrom(-3_600_000, -20_000, 20_000, 3_600_000).map((jump) => new Step(`setClock(${jump})`, (world) => world.setClock(jump))),
  fc.constant(new Step('reclaim', (world) => world.reclaim())),
  fc.constant(new Step('shortCommand', (world) => world.shortCommand())),
  ofTarget('want', fc.constantFrom<Wanted>('run', 'pause', 'stop'), (world, target, wanted) =>
    world.store.steering.want(target, wanted, by),
  ),
  ofTarget('stop', nothing, (world, target) => world.store.steering.want(target, 'stop', by)),
  fc.constant(new Step('interruptStop', (world) => world.attempt(() => world.interruptStop()))),
  ofTarget('retry', fc.boolean(), (world, target, fromStart) => world.store.steering.retry(target, { ...by, fromStart })),
  ofTarget('remove', fc.boolean(), (world, target, canUndo) =>
    world.store.steering.remove(target, { ...by, ...(canUndo ? { undoMilliseconds: 30_000 } : {}) }),
  ),
  ofTarget('restore', nothing, (world, target) => world.store.steering.many([target], 'restore', by)),
  which.map(
    (index) =>
      new Step(`extend(run ${index})`, async (world) => {
        const run = pick(world.runs(), index);
        if (run !== undefined) await world.attempt(() => world.store.steering.extend(run.id, 4, by));
      }),
  ),
  fc.constant(new Step('widen', (world) => world.attempt(() => world.widen()))),
  fc.boolean().map((retry) => new Step(`giveSpec(${retry ? 'retry' : ''})`, (world) => world.giveSpec(retry))),
];
