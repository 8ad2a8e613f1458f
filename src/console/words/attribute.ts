/** A manifest attribute as a person reads it: lists with commas, records as `name: value`; deeper things as JSON. */
export function attributeText(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => scalarText(item)).join(", ");
  if (typeof value === "object" && value !== null)
    return Object.entries(value)
      .map(([name, item]) => `${name}: ${scalarText(item)}`)
      .join(", ");
  return scalarText(value);
}

function scalarText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
}
