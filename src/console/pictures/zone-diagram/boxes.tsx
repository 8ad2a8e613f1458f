import { Handle, Position, type NodeProps } from "@xyflow/react";
import type { PartNode, ZoneNode } from "./elements.ts";

export function ZoneBox({ id, data }: NodeProps<ZoneNode>) {
  return (
    <div className="h-full w-full rounded-md border border-edge bg-sunk px-3 py-2">
      <p className="flex justify-between gap-2 text-sm">
        <strong className="font-semibold">{id.replace(/^zone /, "")}</strong>
        <span className="text-muted">
          trust {data.trust}
          {data.operator === "self" ? "" : ` · ${data.operator}`}
        </span>
      </p>
    </div>
  );
}

export function PartBox({ id, data, selected }: NodeProps<PartNode>) {
  return (
    <div
      className={`flex h-full w-full items-center gap-2 rounded-[5px] border px-2.5 ${selected ? "border-accent bg-chosen" : "border-edge bg-surface"}`}
    >
      {/* xyflow draws no line without handles; the lines know their own ends. */}
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <span className="min-w-0 flex-1">
        <span className="block truncate text-lg leading-tight font-medium">
          <span className="sr-only">Part </span>
          {id}
        </span>
        <span className="block truncate text-xs text-muted">{data.kind.replaceAll("_", " ")}</span>
      </span>
      {data.threats > 0 && (
        <span className="rounded-full border border-ink px-1.5 text-xs leading-4.5">
          {data.threats}
          <span className="sr-only"> {data.threats === 1 ? "threat" : "threats"}</span>
        </span>
      )}
      <span className="sr-only">zone {data.zone}</span>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  );
}
