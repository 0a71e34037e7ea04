import { readFile } from "node:fs/promises";
import { extname, relative, sep } from "node:path";
import { BUNDLE_FILES } from "@millrace/protocol";
import type { Loader, Plugin } from "esbuild";
import { withPlainRequire } from "./plain-require";

const NAMES = {
  url: "__millrace_module_url",
  filename: "__millrace_module_file",
  dirname: "__millrace_module_dir",
} as const;

/** Variables that replace the three properties of `import.meta`, which CommonJS doesn't have. */
export const IMPORT_META_DEFINES: Record<string, string> = {
  "import.meta.url": NAMES.url,
  "import.meta.filename": NAMES.filename,
  "import.meta.dirname": NAMES.dirname,
};

const LOADERS: Record<string, Loader> = { ".ts": "ts", ".mts": "ts", ".tsx": "tsx", ".js": "js", ".mjs": "js" };

/**
 * Gives each of the author's modules its own `import.meta`, as if the bundle's folder were the project's, so that `new
 * URL("../data/x.csv", import.meta.url)` refers to the same file locally and in the sandbox. Modules of packages get
 * the path of the bundled file. The declarations are added to the first line, so that line numbers don't change.
 */
export function importMetaPlugin(projectDir: string): Plugin {
  return {
    name: "millrace-import-meta",
    setup(build) {
      build.onLoad({ filter: /\.(m?[tj]s|tsx)$/ }, async ({ path }) => {
        const contents = await readFile(path, "utf8");
        if (!contents.includes("import.meta")) return undefined;
        const file = relative(projectDir, path).split(sep).join("/");
        const isAuthors = !file.startsWith("..") && !file.includes("node_modules/");
        const metaPath = JSON.stringify(isAuthors ? file : BUNDLE_FILES.entry);
        const code = isAuthors ? withPlainRequire(contents) : contents;
        return { contents: declarations(metaPath) + code, loader: LOADERS[extname(path)] ?? "js" };
      });
    },
  };
}

/**
 * Variables for the declarations, at the top of the bundle: an author's module can have a `require` or `__dirname` of its own.
 */
export const IMPORT_META_BANNER =
  'const __millrace_path = require("node:path"), __millrace_to_url = require("node:url").pathToFileURL, __millrace_dir = __dirname;';

function declarations(file: string): string {
  return (
    `const ${NAMES.filename} = __millrace_path.join(__millrace_dir, ${file}), ` +
    `${NAMES.dirname} = __millrace_path.dirname(${NAMES.filename}), ` +
    `${NAMES.url} = __millrace_to_url(${NAMES.filename}).href;`
  );
}
