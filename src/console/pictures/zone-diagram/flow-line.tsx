import { BaseEdge, EdgeLabelRenderer, getBezierPath, type EdgeProps } from "@xyflow/react";
import type { FlowEdge } from "./elements.ts";

export function FlowLine({
  id,
  sourceX,
  sourceY,
  targetX,
  targetY,
  sourcePosition,
  targetPosition,
  data,
  selected,
}: EdgeProps<FlowEdge>) {
  const [path, x, y] = getBezierPath({
    sourceX,
    sourceY,
    targetX,
    targetY,
    sourcePosition,
    targetPosition,
    curvature: 0.35,
  });
  const threats = data?.threats ?? 0;
  const lit = selected === true || data?.lit === true;
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        className={lit ? "flow-lit" : "flow"}
        style={{
          strokeWidth: data?.crosses === true ? 2.4 : 1.1,
          strokeDasharray: data?.untrusted === true ? "6 4" : "none",
        }}
      />
      {(threats > 0 || lit) && (
        <EdgeLabelRenderer>
          {/* The line itself is the button; the label is for the eye. */}
          <div
            aria-hidden="true"
            className="pointer-events-none absolute rounded-full border border-ink bg-surface px-1.5 text-xs leading-4.5 whitespace-nowrap"
            style={{ transform: `translate(-50%, -50%) translate(${String(x)}px, ${String(y)}px)` }}
          >
            {id}
            {threats > 0 ? ` · ${String(threats)}` : ""}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
}
