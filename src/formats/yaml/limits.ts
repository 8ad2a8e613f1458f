export interface YamlLimits {
  /** Length of the text in UTF-16 units. */
  readonly maxLength: number;
  /** Mappings and sequences inside each other. */
  readonly maxDepth: number;
  /** Scalars, mappings and sequences, counting everything that aliases stand for. */
  readonly maxValues: number;
  readonly maxAliases: number;
}

export const defaultYamlLimits: YamlLimits = {
  maxLength: 5_000_000,
  maxDepth: 64,
  maxValues: 250_000,
  maxAliases: 200,
};

/** Keys and indices from the root: `["components", 3, "zone"]`. */
export type Path = readonly (string | number)[];
