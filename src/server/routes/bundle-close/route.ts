import { requireEverywhere, requireOn } from "../../access/identity.ts";
import { serverErrors } from "../../errors.ts";
import { endpoint } from "../../endpoint.ts";
import type { BundleVerdict } from "../../ports.ts";
import { bundleClosed, byId } from "../../wire/requests.ts";
import { scanDetail } from "../../wire/scan-schemas.ts";
import { isScanId } from "../../push/names.ts";

/** Only a closed and unaltered bundle is taken: what has been taken is never replaced, so it has to be final. */
function refuseUnlessSound(id: string, { status, run, system, scan }: BundleVerdict): void {
  if (status.state !== "intact") {
    const first = status.problems
      .slice(0, 5)
      .map(({ entry, what }) => (entry === undefined ? what : `entry ${entry}: ${what}`));
    throw serverErrors.bundleRefused(`The bundle is ${status.state}. ${first.join(" ")}`.trim());
  }
  if (isScanId(id) ? !scanDetail.safeParse(scan).success : system === undefined)
    throw serverErrors.bundleRefused(
      `The bundle holds no ${isScanId(id) ? "scan" : "run"} that can be read.`,
    );
  if (run === undefined) throw serverErrors.bundleRefused("The bundle holds no run that can be read.");
  if (run !== id) throw serverErrors.bundleRefused(`The bundle is of run ${run}, but was pushed as ${id}.`);
}

export const route = endpoint({
  name: "bundle-close",
  method: "post",
  path: "/api/bundles/{id}/close",
  minimum: "analyst",
  summary:
    "Says that the bundle is complete: it is verified, moved into place and indexed, or refused with what is wrong.",
  params: byId,
  answer: bundleClosed,
  handle: async ({ params, identity }, { inbox, ports }) => {
    const { dir, verdict, alreadyHere } = await inbox.close(params.id, (found) => {
      refuseUnlessSound(params.id, found);
      // A system new to this server needs the role everywhere: `requireOn` falls back to it.
      if (found.system === undefined) requireEverywhere(identity, "analyst");
      else requireOn(identity, found.system, "analyst");
    });
    // Also when it was here already: a push that was cut between moving and indexing is mended by the next.
    await ports.bundleArrived(params.id, dir, identity.person);
    return { json: { run: params.id, entries: verdict.status.entries, alreadyHere } };
  },
});
