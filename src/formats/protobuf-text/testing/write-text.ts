import type { MessagePlan } from "../../protobuf/index.ts";
import type { Written } from "../../protobuf/testing/write-message.ts";

/** Writes the fields of a message in the text form, with the names that the plan has: for tests. */
export function writeText(plan: MessagePlan, fields: readonly Written[]): string {
  return fields
    .map(([number, value]) => {
      const [name, kind] = plan.fields[number] ?? [`field_${number}`, "skip"];
      if (typeof value === "number" || typeof value === "bigint") return `${name}: ${value}\n`;
      if (typeof value === "string" || value instanceof Uint8Array)
        return `${name}: "${escaped(Buffer.from(value))}"\n`;
      if (typeof kind !== "function") throw new Error(`${name} is no message`);
      return `${name} {\n${writeText(kind(), value)}}\n`;
    })
    .join("");
}

function escaped(bytes: Uint8Array): string {
  return [...bytes]
    .map((byte) =>
      byte < 0x20 || byte > 0x7e || byte === 0x22 || byte === 0x5c
        ? `\\${byte.toString(8).padStart(3, "0")}`
        : String.fromCharCode(byte),
    )
    .join("");
}
