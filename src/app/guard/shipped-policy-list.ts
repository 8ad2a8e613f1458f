import { readPolicy, shippedPolicies } from "../../guard/index.ts";

/** One policy that ships with the program. */
export interface ShippedPolicy {
  /** As `--policy` and `inherit` take it. */
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly rules: number;
  readonly tests: number;
  readonly file: string;
}

export async function shippedPolicyList(): Promise<readonly ShippedPolicy[]> {
  const named = shippedPolicies();
  return Promise.all(
    Object.entries(named).map(async ([name, file]) => {
      const { stamp, description, rules, tests } = await readPolicy(file, { named });
      return { name, version: stamp.version, description, rules: rules.length, tests: tests.length, file };
    }),
  );
}
