import { expect, it } from "vitest";
import type { PersonRole } from "../../contracts/index.ts";
import { may } from "./role.ts";

it("analysts triage, approvers accept risks, viewers look", () => {
  const roles: readonly PersonRole[] = ["viewer", "analyst", "approver", "admin"];
  expect(roles.filter((role) => may(role, "triage"))).toEqual(["analyst", "approver", "admin"]);
  expect(roles.filter((role) => may(role, "accept-risk"))).toEqual(["approver", "admin"]);
});
