import { reduction } from "../reduce/reduce.ts";

export const operator = reduction("ReduceProd", {
  value: (data, places) => {
    let product = 1;
    for (const at of places) product *= data[at] ?? 0;
    return product;
  },
});
