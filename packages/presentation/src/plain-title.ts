/** A field's name in words: `learningRate` → `learning rate`, `optimizer.beta1` → `optimizer beta1` */
export function plainTitle(name: string): string {
  return name.replaceAll('.', ' ').replaceAll(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
}
