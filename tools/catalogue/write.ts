import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorSets, errorsPage } from "./catalogue.ts";

const root = join(import.meta.dirname, "../..");
writeFileSync(join(root, "docs/reference/errors.md"), errorsPage(await errorSets(root)));
