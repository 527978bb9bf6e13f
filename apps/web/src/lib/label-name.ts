/** What a label is called: its class, or the number itself where labels stand for themselves. */
export function labelName(label: number, classes: readonly string[] | null): string {
  if (classes === null) return `${label}`;
  const name = classes[label];
  if (name === undefined) throw new RangeError(`there are ${classes.length} classes, and no label ${label}`);
  return name;
}
