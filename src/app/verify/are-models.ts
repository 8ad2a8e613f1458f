import { open, stat } from "node:fs/promises";
import { beginsAsSafetensors } from "../../formats/index.ts";

/** Whether two paths are models rather than manifests: a folder, a file that begins as safetensors, or `.onnx`. */
export async function areModels(before: string, after: string): Promise<boolean> {
  return (await isModel(before)) && (await isModel(after));
}

async function isModel(path: string): Promise<boolean> {
  const info = await stat(path).catch(() => undefined);
  if (info === undefined) return false;
  if (info.isDirectory()) return true;
  if (!info.isFile()) return false;
  if (path.toLowerCase().endsWith(".onnx")) return true;
  const file = await open(path, "r").catch(() => undefined);
  if (file === undefined) return false;
  try {
    const head = Buffer.alloc(16);
    await file.read(head, 0, 16, 0);
    return beginsAsSafetensors(head);
  } finally {
    await file.close();
  }
}
