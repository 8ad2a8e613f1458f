import { visibleText } from "../../../formats/index.ts";
import { locationErrors } from "../errors.ts";
import type { RemoteFile } from "../location.ts";
import { remoteSource } from "../web/remote-source.ts";
import { pathInUrl, safePath } from "../web/safe-path.ts";
import type { GetOptions, WebClient } from "../web/web-client.ts";
import { listingAnswer, type MlflowRegistry } from "./registry.ts";

const deepest = 32;
const mostFolders = 2000;

/**
 * The files below a folder that the server itself hands out (`mlflow-artifacts:/…`), listed folder by folder. What a
 * listing says leads nowhere else: each entry is one name, of a file or of a folder below.
 *
 * @param base where the proxy answers, ends with `/mlflow-artifacts/artifacts`
 * @param root the folder, from the proxy's own root
 * @throws LOCATION_*
 */
export async function proxiedArtifacts(
  client: WebClient,
  registry: MlflowRegistry,
  proof: GetOptions,
  where: { readonly base: URL; readonly root: string; readonly within?: string },
): Promise<readonly RemoteFile[]> {
  const { base, root, within } = where;
  const place = { at: base.origin };
  const files: RemoteFile[] = [];
  const folders = [{ path: "", depth: 0 }];
  for (const { path: folder, depth } of folders) {
    const url = new URL(base);
    url.searchParams.set("path", [root, folder].filter((part) => part !== "").join("/"));
    const { files: entries } = await registry.askAt(url, listingAnswer);
    const names = new Set<string>();
    for (const { path: name, is_dir: isFolder, file_size: bytes } of entries ?? []) {
      const path = folder === "" ? name : `${folder}/${name}`;
      if (name.includes("/") || safePath(path) === undefined || names.has(name))
        throw locationErrors.wrongAnswer(
          `${base.host} lists ${visibleText(name).slice(0, 100)}, which is no name of one file.`,
          place,
        );
      names.add(name);
      if (isFolder === true) {
        if (leadsTo(path, within)) folders.push({ path, depth: depth + 1 });
      } else if (within === undefined || path === within || path.startsWith(`${within}/`)) {
        const at = new URL(`${base.href}/${pathInUrl(root === "" ? path : `${root}/${path}`)}`);
        const size = bytes === undefined || bytes === null ? {} : { bytes };
        files.push({
          path,
          ...size,
          open: () => remoteSource(client, { url: at, ...proof, ...size }),
        });
      }
    }
    if (depth > deepest || folders.length > mostFolders || files.length > client.limits.files)
      throw locationErrors.tooLarge(
        `${base.host} lists more than ${client.limits.files} files, ${mostFolders} folders or ${deepest} levels.`,
        place,
      );
  }
  return files;
}

/** Whether what is wanted lies at this folder, below it, or above it. */
const leadsTo = (folder: string, within: string | undefined): boolean =>
  within === undefined || `${within}/`.startsWith(`${folder}/`) || folder.startsWith(`${within}/`);
