import type { Json } from '@hourglass/sweeps';
import type { FormField } from '@hourglass/sweeps/form';

/** What every input of a field is handed. */
export interface FieldProps {
  readonly field: FormField;
  /** What the document says; undefined where it says nothing, and the default holds. */
  readonly value: Json | undefined;
  readonly onChange: (value: Json | undefined) => void;
  readonly label: string;
  /** The id of the sentence that says what is wrong, where something is. */
  readonly problemId: string | undefined;
}
