/** Properties of our own in documents that allow them. */
export const property = (name: string, value: string): { readonly name: string; readonly value: string } => ({
  name: `bartizan:${name}`,
  value,
});
