import { useQuery } from "@tanstack/react-query";
import type { DoctorReport } from "../../../contracts/index.ts";
import { doctorQuery } from "../../api/queries.ts";
import { Answered } from "../../frame/answered.tsx";
import { PageBody } from "../../frame/page-body.tsx";
import { CoverageMark } from "../../pictures/coverage-mark/coverage-mark.tsx";

export function View() {
  const doctor = useQuery(doctorQuery);
  return (
    <PageBody
      title="This machine"
      about={
        <>
          What <code>bartizan doctor</code> says: whether everything needed is here, and everything that may
          leave.
        </>
      }
    >
      <Answered query={doctor} what="machine">
        {(report) => (
          <div className="grid gap-6 xl:grid-cols-2">
            <Checks checks={report.checks} />
            <Egress egress={report.egress} />
          </div>
        )}
      </Answered>
    </PageBody>
  );
}

function Checks({ checks }: { readonly checks: DoctorReport["checks"] }) {
  return (
    <section className="card self-start p-5" aria-label="Checks">
      <h2 className="mb-2 text-lg font-semibold">Checks</h2>
      <ul className="space-y-2">
        {checks.map(({ name, ok, detail, remedy }) => (
          <li key={name} className="flex gap-2">
            <span className="mt-0.5">
              <CoverageMark state={ok ? "passing" : "failing"} size={14} label={ok ? "holds" : "fails"} />
            </span>
            <span>
              <strong className="font-medium">{name}</strong>: {detail}
              {!ok && remedy !== undefined && <span className="block text-muted">{remedy}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Egress({ egress }: { readonly egress: DoctorReport["egress"] }) {
  return (
    <section className="card self-start p-5" aria-label="What may leave">
      <h2 className="mb-2 text-lg font-semibold">What may leave this machine</h2>
      {egress.length === 0 ? (
        <p className="text-muted">Nothing is configured that leaves this machine.</p>
      ) : (
        <table className="w-full border-collapse">
          <thead>
            <tr className="text-xs text-muted">
              {["To", "Why", "Configured in"].map((head) => (
                <th key={head} scope="col" className="border-b border-edge py-1 pr-4">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {egress.map(({ to, why, source }) => (
              <tr key={`${to} ${source}`} className="border-b border-line">
                <th scope="row" className="py-1 pr-4 font-mono text-xs [overflow-wrap:anywhere]">
                  {to}
                </th>
                <td className="py-1 pr-4">{why}</td>
                <td className="py-1 font-mono text-xs [overflow-wrap:anywhere]">{source}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
