import { classes } from "./classes.ts";
import { danger } from "./danger.ts";
import { models } from "./models.ts";
import { numeric } from "./numeric.ts";
import { stdlib } from "./stdlib.ts";
import { CapabilityTable } from "./table.ts";
import { torch } from "./torch.ts";

/** All that is known of names. What is dangerous comes first and stays. */
export const capabilities = new CapabilityTable([danger, stdlib, numeric, torch, models, classes]);
