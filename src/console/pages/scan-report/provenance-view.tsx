import type { ChainLink, ProvenanceChain } from "../../../contracts/index.ts";
import { CopyCommand } from "../../frame/copy-command.tsx";
import { Digest, Facts } from "../../frame/facts.tsx";
import { ProvenanceChainPicture } from "../../pictures/provenance-chain/provenance-chain.tsx";
import { chainSentence, kindWords, stateWords } from "../../pictures/provenance-chain/words.ts";
import { dateTime } from "../../words/date.ts";

/** Where each model that was scanned comes from, and what is known of every link. */
export function ProvenanceView({
  chains,
  running,
  chosen,
  onChoose,
}: {
  readonly chains: readonly ProvenanceChain[];
  readonly running: boolean;
  /** The subject and the link, with a space between. */
  readonly chosen: string | undefined;
  readonly onChoose: (chosen: string) => void;
}) {
  if (chains.length === 0)
    return (
      <p className="text-muted">
        {running
          ? "Where it comes from is shown when the files are examined."
          : "No file was examined as an artifact: there is no model whose origin could be shown."}
      </p>
    );
  return (
    <div className="space-y-8">
      <p className="max-w-[90ch] text-muted">
        Drawn from this scan, the manifest it was given, and what <code>bartizan verify</code> found in this
        workspace for the same bytes. What nobody recorded is said to be missing; it is not taken for granted.
      </p>
      {chains.map((chain) => {
        const link = chain.links.find(({ id }) => chosen === `${chain.subject} ${id}`);
        return (
          <section key={chain.subject} aria-label={`Provenance of ${chain.subject}`}>
            <h2 className="text-lg font-semibold [overflow-wrap:anywhere]">{chain.subject}</h2>
            <p className="mb-2">{chainSentence(chain)}</p>
            <ProvenanceChainPicture
              chain={chain}
              chosen={link?.id}
              onChoose={(id) => onChoose(`${chain.subject} ${id}`)}
            />
            <div aria-live="polite">{link !== undefined && <LinkStory link={link} path={chain.path} />}</div>
          </section>
        );
      })}
    </div>
  );
}

function LinkStory({ link, path }: { readonly link: ChainLink; readonly path: string }) {
  const { kind, name, state, why, expected, found, source } = link;
  const next = state === "matches" ? undefined : nextStep(link, path);
  return (
    <div className="card mt-3 max-w-[1040px] p-4">
      <h3 className="mb-1 font-semibold [overflow-wrap:anywhere]">
        {name === kindWords[kind] ? "" : `${name}, `}
        {kindWords[kind]}: {stateWords[state]}
      </h3>
      <p className="mb-2 max-w-[90ch] [overflow-wrap:anywhere]">{why}</p>
      <Facts
        facts={[
          expected === undefined ? undefined : ["stated", <Digest key="stated" value={expected} />],
          found === undefined ? undefined : ["found", <Digest key="found" value={found} />],
          source === undefined
            ? undefined
            : [
                "looked at",
                "scan" in source
                  ? "in this scan"
                  : `${dateTime(source.at)}, entry ${String(source.entry)} of the workspace's ledger`,
              ],
        ]}
      />
      {next !== undefined && (
        <div className="mt-3">
          <p className="mb-1 text-muted">{next.says}</p>
          <CopyCommand command={next.command} />
        </div>
      )}
    </div>
  );
}

/** What closes the gap. */
function nextStep(
  { kind, state }: ChainLink,
  path: string,
): { readonly says: string; readonly command: string } | undefined {
  const of = /^[\w./@:-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
  switch (kind) {
    case "signature":
      return {
        says: "Verify its signature in the workspace's folder; what is found is noted and shown here.",
        command: `bartizan verify ${of} --key signer.pub.pem`,
      };
    case "training-statement":
      return {
        says: "Compare its statement of training (SLSA):",
        command: `bartizan verify statement ${of} --check training.slsa.json --key builder.pub.pem`,
      };
    case "scan-statement":
      return {
        says: "Check the signed statement of a scan:",
        command: `bartizan verify statement model.scan.json --require clean --subject ${of} --key scanner.pub.pem`,
      };
    case "bom":
      return {
        says: "Compare the bill of materials that came with it:",
        command: `bartizan verify bom ${of} --import vendor.cdx.json`,
      };
    case "base":
    case "adapter":
    case "dataset":
    case "training-code":
    case "artifact":
      return {
        says:
          state === "not-recorded"
            ? "Name it in the manifest with its SHA-256 (base, adapters, trained_on, training_code), and scan the manifest:"
            : "Compare every part that the manifest names:",
        command:
          state === "not-recorded"
            ? "bartizan scan --system system.yaml"
            : "bartizan verify lineage system.yaml",
      };
    default:
      return kind satisfies never;
  }
}
