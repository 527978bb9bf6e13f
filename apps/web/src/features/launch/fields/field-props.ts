import type { Json } from '@hourglass/sweeps';
import type { FormField } from '@hourglass/sweeps/form';

/** Props of every field's input. */
export interface FieldProps {
  readonly field: FormField;
  /** The field's value in the document; undefined if it is missing, so that the default applies. */
  readonly value: Json | undefined;
  readonly onChange: (value: Json | undefined) => void;
  readonly label: string;
  /** Id of the element that describes the field's problem; undefined if there is none. */
  readonly problemId: string | undefined;
}
