import "@xyflow/react/dist/base.css";
import "./zone-diagram.css";
import { Controls, ReactFlow, type Edge, type Node } from "@xyflow/react";
import { useMemo, type KeyboardEvent } from "react";
import type { SystemDetail } from "../../../contracts/index.ts";
import { elementsOf } from "./elements.ts";
import { FlowLine } from "./flow-line.tsx";
import { PartBox, ZoneBox } from "./boxes.tsx";

const nodeTypes = { zone: ZoneBox, part: PartBox };
const edgeTypes = { flow: FlowLine };

/**
 * Parts in their trust zones and the flows between them. Dashed = carries untrusted content; heavy =
 * crosses trust; a number = threats. Tab walks over parts and flows, Enter opens one.
 */
export function ZoneDiagram({
  system,
  chosen,
  onChoose,
}: {
  readonly system: SystemDetail;
  readonly chosen: string | undefined;
  readonly onChoose: (element: string) => void;
}) {
  const { nodes, edges } = useMemo(() => elementsOf(system, chosen), [system, chosen]);
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" && event.key !== " ") return;
    const id = event.target instanceof Element ? event.target.getAttribute("data-id") : null;
    if (id !== null) onChoose(id);
  };
  return (
    <figure>
      <div
        className="zone-diagram card h-[max(480px,calc(100vh-330px))] overflow-hidden"
        onKeyDownCapture={onKey}
      >
        <ReactFlow
          nodes={[...nodes] as Node[]}
          edges={[...edges] as Edge[]}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          onNodeClick={(_event, node) => node.type === "part" && onChoose(node.id)}
          onEdgeClick={(_event, edge) => onChoose(edge.id)}
          fitView
          fitViewOptions={{ padding: 0.04 }}
          minZoom={0.2}
          maxZoom={2}
          nodesConnectable={false}
          nodesDraggable={false}
          elevateNodesOnSelect={false}
          elevateEdgesOnSelect={false}
          deleteKeyCode={null}
          zoomOnScroll={false}
          preventScrolling={false}
          proOptions={{ hideAttribution: true }}
          aria-label={`Data flows of ${system.name}`}
        >
          <Controls showInteractive={false} />
        </ReactFlow>
      </div>
      <Legend />
    </figure>
  );
}

function Legend() {
  return (
    <figcaption className="mt-2 flex flex-wrap gap-x-6 gap-y-1 text-xs text-muted">
      <Line dash={undefined} width={1} name="flow" />
      <Line dash="5 3" width={1} name="carries untrusted content" />
      <Line dash={undefined} width={2.2} name="crosses trust" />
      <span className="flex items-center gap-1.5">
        <span className="rounded-full border border-ink px-1.5 text-2xs text-ink">3</span> threats on a part
        or flow
      </span>
      <span>Tab moves over parts and flows, Enter opens one.</span>
    </figcaption>
  );
}

function Line({
  dash,
  width,
  name,
}: {
  readonly dash: string | undefined;
  readonly width: number;
  readonly name: string;
}) {
  return (
    <span className="flex items-center gap-1.5">
      <svg width="28" height="6" aria-hidden="true">
        <line x1="0" x2="28" y1="3" y2="3" stroke="currentColor" strokeWidth={width} strokeDasharray={dash} />
      </svg>
      {name}
    </span>
  );
}
