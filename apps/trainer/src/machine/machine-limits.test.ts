import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readMachineLimits } from './machine-limits.ts';
import { readMemoryKills } from './memory-kills.ts';

/** A folder with these files, in Linux's layout. */
function machine(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'hourglass-machine-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), `${text}\n`);
  }
  return root;
}

const whole = { cores: 8, memory: 16e9 };
const unified = '31 23 0:28 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate';
const mountsOfVersion1 = [
  '32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,relatime - cgroup cgroup rw,cpu,cpuacct',
  '35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory',
  '41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw',
].join('\n');
const noLimit = '9223372036854771712';

describe('limits of a machine', () => {
  it('are its cores and memory unless a control group allows less', () => {
    expect(readMachineLimits(machine({}), whole)).toEqual({
      cores: { value: 8, from: null },
      memory: { value: 16e9, from: null },
      addressSpace: null,
    });
  });

  it('are the tightest of all parent groups, in version 2', () => {
    const root = machine({
      'proc/self/cgroup': '0::/user.slice/job.scope/inner',
      'proc/self/mountinfo': unified,
      'sys/fs/cgroup/user.slice/memory.max': '9000000000',
      'sys/fs/cgroup/user.slice/cpu.max': 'max 100000',
      'sys/fs/cgroup/user.slice/job.scope/memory.max': '700000000',
      'sys/fs/cgroup/user.slice/job.scope/memory.high': 'max',
      'sys/fs/cgroup/user.slice/job.scope/cpu.max': '250000 100000',
      'sys/fs/cgroup/user.slice/job.scope/inner/memory.max': 'max',
      'sys/fs/cgroup/user.slice/job.scope/inner/cpu.max': '800000 100000',
    });
    const folder = join(root, 'sys/fs/cgroup/user.slice/job.scope');
    expect(readMachineLimits(root, whole)).toMatchObject({
      cores: { value: 2.5, from: join(folder, 'cpu.max') },
      memory: { value: 7e8, from: join(folder, 'memory.max') },
    });
  });

  it('are those of the machine itself if a control group allows as much', () => {
    const root = machine({
      'proc/self/cgroup': '0::/',
      'proc/self/mountinfo': unified,
      'sys/fs/cgroup/memory.max': '16000000000',
      'sys/fs/cgroup/cpu.max': '800000 100000',
    });
    expect(readMachineLimits(root, whole)).toMatchObject({ cores: { value: 8, from: null }, memory: { value: 16e9, from: null } });
  });

  it('are not those of a group outside the mounted one, as in a container', () => {
    const root = machine({
      'proc/self/cgroup': '0::/../sibling',
      'proc/self/mountinfo': unified,
      'sys/fs/cgroup/memory.max': '9000000000',
      // Another group, which has the same name inside the mount.
      'sys/fs/cgroup/sibling/memory.max': '700000000',
    });
    expect(readMachineLimits(root, whole).memory).toEqual({ value: 9e9, from: join(root, 'sys/fs/cgroup/memory.max') });
  });

  it('include memory.high, beyond which processes are throttled', () => {
    const root = machine({
      'proc/self/cgroup': '0::/',
      'proc/self/mountinfo': unified,
      'sys/fs/cgroup/memory.max': '900000000',
      'sys/fs/cgroup/memory.high': '800000000',
    });
    expect(readMachineLimits(root, whole).memory.value).toBe(8e8);
  });

  it('are read from version 1, which has a folder per controller', () => {
    const root = machine({
      'proc/self/cgroup': '5:memory:/docker/abc\n2:cpu,cpuacct:/docker/abc\n1:name=systemd:/docker/abc\n0::/docker/abc',
      'proc/self/mountinfo': mountsOfVersion1,
      'sys/fs/cgroup/memory/memory.limit_in_bytes': noLimit,
      'sys/fs/cgroup/memory/docker/memory.limit_in_bytes': '2000000000',
      'sys/fs/cgroup/memory/docker/abc/memory.limit_in_bytes': noLimit,
      'sys/fs/cgroup/cpu,cpuacct/docker/abc/cpu.cfs_quota_us': '150000',
      'sys/fs/cgroup/cpu,cpuacct/docker/abc/cpu.cfs_period_us': '50000',
      'sys/fs/cgroup/cpu,cpuacct/docker/cpu.cfs_quota_us': '-1',
    });
    expect(readMachineLimits(root, whole)).toMatchObject({ cores: { value: 3 }, memory: { value: 2e9 } });
  });

  it('are found in a container, which mounts only its own group', () => {
    const root = machine({
      'proc/self/cgroup': '5:memory:/docker/abc',
      'proc/self/mountinfo': '35 31 0:32 /docker/abc /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory',
      'sys/fs/cgroup/memory/memory.limit_in_bytes': '600000000',
    });
    expect(readMachineLimits(root, whole).memory.value).toBe(6e8);
    const outside = machine({
      'proc/self/cgroup': '0::/../../host',
      'proc/self/mountinfo': unified,
      'sys/fs/cgroup/memory.max': '500000000',
    });
    expect(readMachineLimits(outside, whole).memory.value).toBe(5e8);
  });

  it('match this machine and a real ulimit -v', () => {
    const program = `import { readMachineLimits } from '${join(import.meta.dirname, 'machine-limits.ts')}'; console.log(JSON.stringify(readMachineLimits()));`;
    const command = `ulimit -v 40000000; exec "$0" --input-type=module -e "$1"`;
    const limits = JSON.parse(execFileSync('bash', ['-c', command, process.execPath, program], { encoding: 'utf8' }));
    expect(limits.addressSpace).toBe(40_000_000 * 1024);
    expect(limits.memory.value).toBeGreaterThan(0);
    expect(limits.memory.value).toBeLessThanOrEqual(totalmem());
    expect(limits.cores.value).toBeGreaterThan(0);
  });
});

describe('processes killed for lack of memory', () => {
  it.each([
    [
      'version 2',
      {
        'proc/self/cgroup': '0::/job',
        'proc/self/mountinfo': unified,
        'sys/fs/cgroup/job/memory.events': 'oom 5\noom_kill 3\noom_group_kill 0',
      },
      3,
    ],
    [
      'version 1',
      {
        'proc/self/cgroup': '4:memory:/job',
        'proc/self/mountinfo': mountsOfVersion1,
        'sys/fs/cgroup/memory/job/memory.oom_control': 'under_oom 0\noom_kill 2',
      },
      2,
    ],
    ['the machine if no group counts them', { 'proc/vmstat': 'nr_free_pages 12\noom_kill 7' }, 7],
    ['nothing elsewhere', {}, 0],
  ] as const)('are read from %s', (_, files, expected) => {
    expect(readMemoryKills(machine(files))).toBe(expected);
  });
});
