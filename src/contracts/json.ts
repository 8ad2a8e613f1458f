/** Plain JSON data. Everything that is written to evidence or crosses the wire is of this shape. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue | undefined;
}
