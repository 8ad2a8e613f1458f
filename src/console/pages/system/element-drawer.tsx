import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { SystemDetail } from "../../../contracts/index.ts";
import { threatsQuery } from "../../api/queries.ts";
import { BandMark } from "../../frame/band-mark.tsx";
import { Drawer } from "../../frame/drawer.tsx";
import { Facts, Part } from "../../frame/facts.tsx";
import { Go } from "../../frame/go.tsx";
import { attributeText } from "../../words/attribute.ts";
import { ShownText } from "../../pictures/transcript/shown-text.tsx";

/** One part or flow: what the manifest says of it, its flows, and its threats. */
export function ElementDrawer({
  system,
  element,
  close,
}: {
  readonly system: SystemDetail;
  readonly element: string;
  readonly close: () => void;
}) {
  const part = system.parts.find((candidate) => candidate.id === element);
  const link = system.links.find((candidate) => candidate.id === element);
  const threats = part?.threats ?? link?.threats ?? [];
  return (
    <Drawer
      label={part === undefined ? `Flow ${element}` : `Part ${element}`}
      title={<span className="font-mono">{element}</span>}
      close={close}
    >
      {part === undefined && link === undefined && <p>The manifest has no part or flow of this name.</p>}
      {part !== undefined && <PartFacts system={system} part={part} />}
      {link !== undefined && (
        <Facts
          facts={[
            ["From", <ElementLink key="from" id={link.from} />],
            ["To", <ElementLink key="to" id={link.to} />],
            ["Carries", link.data.join(", ") || "nothing named"],
            ["Content", link.untrusted ? "untrusted" : "not marked untrusted"],
            ["Zones", link.crossesTrust ? "crosses a trust boundary" : "stays at one level of trust"],
          ]}
        />
      )}
      <Part title={`Threats (${String(threats.length)})`}>
        <ThreatLines system={system.id} ids={threats} />
      </Part>
    </Drawer>
  );
}

function PartFacts({
  system,
  part,
}: {
  readonly system: SystemDetail;
  readonly part: SystemDetail["parts"][number];
}) {
  const flows = system.links.filter(({ from, to }) => from === part.id || to === part.id);
  return (
    <>
      <Facts
        facts={[
          ["Kind", part.kind],
          ["Zone", part.zone],
          ...Object.entries(part.attributes).map(([name, value]): [string, ReactNode] => [
            name,
            <ShownText key={name} text={attributeText(value)} />,
          ]),
        ]}
      />
      <Part title={`Flows (${String(flows.length)})`}>
        <ul className="space-y-1">
          {flows.map(({ id, from, to, data, untrusted }) => (
            <li key={id}>
              <ElementLink id={id} /> {from === part.id ? <>to {to}</> : <>from {from}</>}: {data.join(", ")}
              {untrusted ? ", untrusted" : ""}
            </li>
          ))}
        </ul>
      </Part>
    </>
  );
}

function ElementLink({ id }: { readonly id: string }) {
  return (
    <Go to="." keep search={{ element: id }} className="link font-mono text-xs">
      {id}
    </Go>
  );
}

function ThreatLines({ system, ids }: { readonly system: string; readonly ids: readonly string[] }) {
  const threats = useQuery(threatsQuery(system));
  if (ids.length === 0) return <p className="text-muted">No rule fired here.</p>;
  return (
    <ul className="space-y-1.5">
      {ids.map((id) => {
        const threat = threats.data?.find((candidate) => candidate.id === id);
        return (
          <li key={id} className="flex gap-2">
            {threat !== undefined && <BandMark band={threat.band} bare />}
            <Go to="/threats/$threat" params={{ threat: id }} search={{ system }} className="link">
              {threat?.title ?? id}
            </Go>
          </li>
        );
      })}
    </ul>
  );
}
