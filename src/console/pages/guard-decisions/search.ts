import type { RawSearch } from "../../console-page.ts";

export function readSearch(raw: RawSearch) {
  return {
    action: raw["action"],
    rule: raw["rule"],
    route: raw["route"],
    principal: raw["principal"],
    from: raw["from"],
    until: raw["until"],
    only: raw["only"],
    decision: raw["decision"],
  };
}
