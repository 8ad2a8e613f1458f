import type { Command } from "commander";
import { addLineage } from "../verify/lineage.ts";
import { addVerifyModel } from "../verify/model.ts";
import { addAdvisories } from "../verify/advisories.ts";
import { addBom } from "../verify/bom.ts";
import { addVendor } from "../verify/vendor.ts";
import { addSign } from "../verify/sign.ts";
import type { CliCommand, Finish, Io } from "../command.ts";

/** `bartizan verify`: where a model comes from, and what it is made of. */
export const command: CliCommand = {
  name: "verify",
  register(program: Command, io: Io, finish: Finish) {
    const verify = program
      .command("verify")
      .description("where a model comes from: signature, digests, bill of materials");
    addVerifyModel(verify, io, finish);
    addSign(verify, io, finish);
    addBom(verify, io, finish);
    addAdvisories(verify, io, finish);
    addLineage(verify, io, finish);
    addVendor(verify, io, finish);
  },
};
