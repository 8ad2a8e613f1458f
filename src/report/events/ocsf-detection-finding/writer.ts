import { boundedEvent } from "../bounded-event.ts";
import type { EventWriter } from "../event-writer.ts";
import { actorOf, attacksOf, ocsfBase, securityControl, sourceOf, timeOf, unmapped } from "../ocsf/ocsf.ts";

/** OCSF Detection Finding, class 2004, with the Security Control profile. */
export const writer: EventWriter = {
  id: "ocsf-detection-finding",
  about: "OCSF 2004 Detection Finding",
  mediaType: "application/json",
  write(given, context) {
    const event = boundedEvent(given);
    const { techniques, model } = event;
    return JSON.stringify({
      ...ocsfBase(event, context, { category: 2, class: 2004, activity: 1, profiles: ["security_control"] }),
      ...securityControl(event),
      category_name: "Findings",
      class_name: "Detection Finding",
      activity_name: "Create",
      status_id: 1,
      finding_info: {
        uid: event.id,
        title: event.title,
        desc: event.message,
        created_time: timeOf(event),
        types: [event.category ?? event.kind],
        // 1: a rule.
        analytic: { type_id: 1, type: "Rule", uid: event.rule, name: event.rule },
        ...(techniques.length === 0 ? {} : { attacks: attacksOf(techniques) }),
        ...(event.link === undefined ? {} : { src_url: event.link }),
      },
      evidences: [{ actor: actorOf(event), src_endpoint: sourceOf(event) }],
      ...(model === undefined
        ? {}
        : { resources: [{ uid: model.name, name: model.name, type: "AI Model" }] }),
      unmapped: unmapped(event),
    });
  },
};
