/** The name of a label: its class, or the number where there are no class names. */
export function labelName(label: number, classes: readonly string[] | null): string {
  if (classes === null) return `${label}`;
  const name = classes[label];
  if (name === undefined) throw new RangeError(`there are ${classes.length} classes, and no label ${label}`);
  return name;
}
