import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "vite";
import { importedStyles, packageFolders, thirdPartyLicences } from "./licences.ts";
import { licencesPlugin } from "./plugin.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "bartizan-licences-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function install(
  name: string,
  manifest: object,
  files: Readonly<Record<string, string>>,
): Promise<string> {
  const folder = join(root, "node_modules", name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify({ name, version: "1.0.0", ...manifest }));
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
  return folder;
}

describe("the packages of a bundle", () => {
  it("are found in the ids of its modules, however these are written", () => {
    expect(
      packageFolders(
        [
          "/r/src/main.tsx",
          "/r/node_modules/react/index.js",
          "\0/r/node_modules/react/jsx.js?commonjs-exports",
          "/r/node_modules/@x/y/dist/a.js",
          "/r/node_modules/a/node_modules/b/index.js",
          "C:\\r\\node_modules\\win\\index.js",
          "\0vite/preload-helper.js",
          "\0rolldown/runtime.js",
        ],
        "/r",
      ),
    ).toEqual([
      "/r/node_modules/@x/y",
      "/r/node_modules/a/node_modules/b",
      "/r/node_modules/react",
      "/r/node_modules/rolldown",
      "/r/node_modules/vite",
      "C:/r/node_modules/win",
    ]);
  });

  it("include those a style sheet imports", () => {
    expect(
      importedStyles('@import "tailwindcss";\n@import "./own.css";\n@import url("https://x.example");'),
    ).toEqual(["tailwindcss"]);
  });
});

describe("their licences", () => {
  it("are written out in the order of names, whatever the order they come in", async () => {
    const b = await install("b", { license: "ISC" }, { "LICENSE.md": "words of b\r\nmore\r\n" });
    const a = await install("a", { license: "Apache-2.0" }, { LICENSE: "words of a", NOTICE: "notice of a" });
    const text = thirdPartyLicences([b, a]);
    expect(text).toBe(thirdPartyLicences([a, b]));
    expect(text).toMatch(
      /a 1\.0\.0 \(Apache-2\.0\)\n\nwords of a\n\nnotice of a\n\n-+\n\nb 1\.0\.0 \(ISC\)\n\nwords of b\nmore\n$/,
    );
  });

  it("stop the build where one is missing, unnamed or not agreed to, and all of them are told", async () => {
    const folders = [
      await install("silent", { license: "MIT" }, {}),
      await install("empty", { license: "MIT" }, { LICENSE: " \n" }),
      await install("unnamed", {}, { LICENSE: "words" }),
      await install("copyleft", { license: "GPL-3.0-only" }, { LICENSE: "words" }),
      await install("choice", { license: "(MIT OR GPL-3.0-only)" }, { LICENSE: "words" }),
    ];
    expect(() => thirdPartyLicences(folders)).toThrow(
      /silent 1\.0\.0: no licence text\n.*empty 1\.0\.0: no licence text\n.*unnamed 1\.0\.0: licence not named.*\n.*copyleft 1\.0\.0: licence GPL-3\.0-only.*\n.*choice 1\.0\.0/,
    );
  });
});

describe("a build with Vite", () => {
  const bundle = (input: string) =>
    build({
      configFile: false,
      root,
      logLevel: "silent",
      plugins: [licencesPlugin(root)],
      build: { write: false, rolldownOptions: { input: join(root, input) } },
    });

  it("lists what ended up in it and leaves out what did not", async () => {
    await install(
      "used",
      { license: "MIT", main: "index.js", type: "module" },
      {
        "index.js": "export const used = () => document.title;",
        LICENSE: "words of used",
      },
    );
    await install(
      "shaken",
      { license: "GPL-3.0-only", main: "index.js", type: "module", sideEffects: false },
      {
        "index.js": "export const shaken = 1;",
      },
    );
    await install(
      "styles",
      { license: "MIT" },
      { "all.css": "p { color: red }", LICENSE: "words of styles" },
    );
    await writeFile(join(root, "own.css"), '@import "styles/all.css";');
    await writeFile(
      join(root, "main.js"),
      'import "./own.css";\nimport { used } from "used";\nimport { shaken } from "shaken";\ndocument.body.append(used());\n',
    );
    const built = await bundle("main.js");
    if (Array.isArray(built) || !("output" in built)) throw new Error("one build was asked for");
    const file = built.output.find(({ fileName }) => fileName === "THIRD-PARTY-LICENSES.txt");
    const text = file?.type === "asset" ? String(file.source) : "";
    expect(text.match(/^\w+ 1\.0\.0/gm)).toEqual(["styles 1.0.0", "used 1.0.0"]);
  });

  it("fails when something in it must not be shipped", async () => {
    await install(
      "foreign",
      { license: "GPL-3.0-only", main: "index.js", type: "module" },
      {
        "index.js": "document.title = 'x';",
        LICENSE: "words",
      },
    );
    await writeFile(join(root, "bad.js"), 'import "foreign";\n');
    await expect(bundle("bad.js")).rejects.toThrow(/foreign 1\.0\.0: licence GPL-3\.0-only/);
  });
});
