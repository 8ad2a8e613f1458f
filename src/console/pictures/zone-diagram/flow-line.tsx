import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from "@xyflow/react";
import type { FlowEdge } from "./elements.ts";

/** One flow: dashed = untrusted, heavy = crosses trust; labelled where it has threats or is chosen. */
export function FlowLine({ id, data, selected }: EdgeProps<FlowEdge>) {
  if (data === undefined) return undefined;
  const { threats, untrusted, crosses, lit, path, label } = data;
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        className={lit ? "flow-lit" : "flow"}
        style={{ strokeWidth: crosses ? 2.4 : 1.1, strokeDasharray: untrusted ? "6 4" : "none" }}
      />
      {(threats > 0 || selected === true) && (
        <EdgeLabelRenderer>
          {/* The line itself is the button; the label is for the eye. */}
          <div
            aria-hidden="true"
            className="pointer-events-none absolute rounded-full border border-ink bg-surface px-1.5 text-xs leading-4.5 whitespace-nowrap"
            style={{
              transform: `translate(-50%, -50%) translate(${String(label.x)}px, ${String(label.y)}px)`,
            }}
          >
            {id}
            {threats > 0 ? ` · ${String(threats)}` : ""}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
}
