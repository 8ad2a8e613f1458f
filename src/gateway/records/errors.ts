import { defineErrors } from "../../errors/index.ts";

/** What keeping records can fail with. */
export const recordsErrors = defineErrors("records", {
  lost: {
    summary: "The record of an exchange could not be put on the disk.",
    remedy: "Look at the disk that holds the records. Exchanges are refused until it takes them again.",
    exit: 3,
  },
  slow: {
    summary: "The record of an exchange was not on the disk in time.",
    remedy:
      "Look at the disk that holds the records, or allow more time under `gateway: records: waitSeconds`.",
    exit: 3,
  },
  folder: {
    summary: "The folder for records cannot be used.",
    remedy: "Check `gateway: records: dir`: it must be a folder that this user may write.",
    exit: 2,
  },
});
