import { join } from "node:path";
import type { Plugin } from "vite";
import { importedStyles, packageFolders, thirdPartyLicences } from "./licences.ts";

const isStyle = (id: string): boolean => /\.css(\?|$)/.test(id);

/**
 * Puts THIRD-PARTY-LICENSES.txt beside what Vite builds, or fails the build. It lists the packages of the
 * modules that ended up in the chunks, and those of the style sheets, which the chunks do not name.
 */
export function licencesPlugin(root: string): Plugin {
  const styles = new Set<string>();
  return {
    name: "third-party-licences",
    // `order`: before Tailwind, which replaces `@import "tailwindcss"` by what it imports.
    transform: {
      order: "pre",
      handler(code, id) {
        if (!isStyle(id)) return;
        styles.add(id);
        for (const from of importedStyles(code)) styles.add(join(root, "node_modules", from));
      },
    },
    generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap((output) =>
        output.type === "chunk"
          ? Object.entries(output.modules).flatMap(([id, { renderedLength }]) =>
              renderedLength > 0 ? [id] : [],
            )
          : [],
      );
      this.emitFile({
        type: "asset",
        fileName: "THIRD-PARTY-LICENSES.txt",
        source: thirdPartyLicences(packageFolders([...modules, ...styles], root)),
      });
    },
  };
}
