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
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        className={selected === true ? "flow-chosen" : "flow"}
        strokeWidth={data?.crosses === true ? 2.2 : 1}
        {...(data?.untrusted === true ? { strokeDasharray: "6 4" } : {})}
      />
      {(threats > 0 || selected === true) && (
        <EdgeLabelRenderer>
          {/* The line itself is the button; the label is for the eye. */}
          <div
            aria-hidden="true"
            className="pointer-events-none absolute rounded-full border border-ink bg-surface px-1.5 text-2xs leading-4 whitespace-nowrap"
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
