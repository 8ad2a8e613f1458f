import type { MatchedFact, Stride, Threat } from "../../contracts/index.ts";
import { ShownText } from "../pictures/transcript/shown-text.tsx";
import { columns } from "../words/order.ts";
import { BandMark } from "./band-mark.tsx";
import { Facts, Part } from "./facts.tsx";
import { Go } from "./go.tsx";

const strideWords: Readonly<Record<Stride, string>> = {
  S: "spoofing",
  T: "tampering",
  R: "repudiation",
  I: "information disclosure",
  D: "denial of service",
  E: "elevation of privilege",
};

const catalogues: readonly (readonly [keyof Threat["references"], string])[] = [
  ["atlas", "MITRE ATLAS"],
  ["owaspLlm2025", "OWASP LLM 2025"],
  ["owaspLlm2026", "OWASP LLM 2026"],
  ["owaspAgentic", "OWASP Agentic"],
  ["aiExchange", "OWASP AI Exchange"],
];

/** A threat with the facts that made its rule fire: "because …". */
export function ThreatStory({ threat, system }: { readonly threat: Threat; readonly system: string }) {
  return (
    <>
      <Facts
        facts={[
          [
            "Id",
            <span key="id" className="font-mono text-xs">
              {threat.id}
            </span>,
          ],
          [
            "Where",
            threat.target === "system" ? (
              "the whole system"
            ) : (
              <Go
                key="where"
                to="/systems/$system"
                params={{ system }}
                search={{ system, element: threat.element }}
                className="link"
              >
                {threat.target} {threat.element}
              </Go>
            ),
          ],
          ["By whom", threat.actor],
          [
            "Band",
            <span key="band" className="flex gap-3">
              <BandMark band={threat.band} />
              <span className="text-muted">
                likelihood {threat.likelihood} × impact {threat.impact}
              </span>
            </span>,
          ],
          ["STRIDE", threat.stride.map((letter) => strideWords[letter]).join(", ")],
        ]}
      />
      <Part title="Because">
        <ul className="space-y-2">
          {threat.matched.map((fact) => (
            <MatchedLine key={`${fact.path} ${fact.because}`} fact={fact} />
          ))}
        </ul>
      </Part>
      <Part title="What would cover it">
        <dl className="grid grid-cols-[max-content_1fr] gap-x-5 gap-y-1">
          {columns.map((column) => (
            <div key={column} className="contents">
              <dt className="text-muted">{column}</dt>
              <dd>
                {threat.coveredBy[column].length === 0 ? (
                  <span className="text-muted">the rule names nothing</span>
                ) : (
                  <Ids ids={threat.coveredBy[column]} />
                )}
              </dd>
            </div>
          ))}
        </dl>
      </Part>
      <Part title="Mitigations">
        <Ids ids={threat.mitigations} />
      </Part>
      <Part title="References">
        <Facts
          facts={catalogues.map(([key, name]) =>
            threat.references[key].length === 0
              ? undefined
              : [name, <Ids key={key} ids={threat.references[key]} />],
          )}
        />
      </Part>
    </>
  );
}

function MatchedLine({ fact }: { readonly fact: MatchedFact }) {
  return (
    <li>
      <ShownText text={fact.because} />
      <code className="block font-mono text-2xs text-muted">
        {fact.path} = <ShownText text={JSON.stringify(fact.value)} />
      </code>
    </li>
  );
}

function Ids({ ids }: { readonly ids: readonly string[] }) {
  return (
    <span className="flex flex-wrap gap-1.5">
      {ids.map((id) => (
        <code key={id} className="rounded border border-line bg-sunk px-1.5 font-mono text-xs">
          {id}
        </code>
      ))}
    </span>
  );
}
