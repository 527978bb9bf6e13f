import type { StepRecording } from '../record-step.ts';
import { functionsOf, type RecordedNode, sourceOp } from '../recorded-node.ts';
import { isSupported } from './operations.ts';

/** Operations that XLA compiles for processors to code that is several times slower than the session's (measured in docs/adr/0011-loops-compiled-by-xla.md). */
const slowOperations = /^(Conv2D|Conv3D|DepthwiseConv2dNative|MaxPool|AvgPool|Resize)/;

/** Why XLA can't run these steps, or runs them slowly, as a sentence. Null where it can. @param recordings by phase */
export function whyNotXla(recordings: Readonly<Record<string, StepRecording>>): string | null {
  for (const [phase, { nodes }] of Object.entries(recordings)) {
    const all = [...nodes, ...functionsOf(nodes).flatMap((one) => one.nodes)];
    const slow = all.find(({ op }) => slowOperations.test(op));
    if (slow !== undefined) return `The phase ${phase} uses ${slow.op}, which XLA runs slower than the session.`;
    const unknown = nodes.find(isUnknown);
    if (unknown !== undefined) return `The phase ${phase} uses ${unknown.op}, which the xla executor does not support.`;
  }
  return null;
}

const isUnknown = ({ op }: RecordedNode): boolean => op !== sourceOp && !isSupported(op);
