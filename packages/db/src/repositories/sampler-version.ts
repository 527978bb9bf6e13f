import { type SamplerVersion, samplerVersions } from '@hourglass/sweeps';
import { z } from 'zod';

const schema = z.literal(samplerVersions);

/** @throws ZodError where a newer program stored it */
export function parseSamplerVersion(stored: number): SamplerVersion {
  return schema.parse(stored);
}
