import type { CodeConfig } from './code-config.ts';
import type { CodeModel, SampledCodeModel } from './code-model.ts';
import { contractive } from './contractive.ts';
import { plain } from './plain.ts';
import { quantized } from './quantized.ts';
import { regularized } from './regularized.ts';
import { sparse } from './sparse.ts';
import { variational } from './variational.ts';
import { wasserstein } from './wasserstein.ts';

type Config<Kind> = Extract<CodeConfig, { kind: Kind }>;

/** Every code model. Adding one is a file, its options in a file of their own (code-config.ts) and a line here. */
const codeModels = {
  plain: () => plain,
  variational,
  sparse,
  contractive: () => contractive,
  wasserstein,
  quantized,
  regularized,
} satisfies { readonly [Kind in CodeConfig['kind']]: (config: Config<Kind>) => CodeModel };

/** The code model of a configuration. */
export function codeModelOf(config: Config<'variational'>): SampledCodeModel;
export function codeModelOf(config: CodeConfig): CodeModel;
export function codeModelOf(config: CodeConfig): CodeModel {
  const create: (config: never) => CodeModel = codeModels[config.kind];
  return create(config as never);
}
