import type { CodeConfig } from './code-config.ts';
import type { CodeModel, SampledCodeModel } from './code-model.ts';
import { plain } from './plain.ts';
import { variational } from './variational.ts';

type Config<Kind> = Extract<CodeConfig, { kind: Kind }>;

/** Every code model. Adding one is a file, its schema in code-config.ts and a line here. */
const codeModels = {
  plain: () => plain,
  variational,
} satisfies { readonly [Kind in CodeConfig['kind']]: (config: Config<Kind>) => CodeModel };

/** The code model of a configuration. */
export function codeModelOf(config: Config<'variational'>): SampledCodeModel;
export function codeModelOf(config: CodeConfig): CodeModel;
export function codeModelOf(config: CodeConfig): CodeModel {
  const create: (config: never) => CodeModel = codeModels[config.kind];
  return create(config as never);
}
