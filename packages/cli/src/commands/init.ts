import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { slugify } from "@millrace/core/identity";
import { z } from "zod";
import { resolveUrl } from "../api/credentials";
import { defineCommand } from "../command";
import { scaffold } from "../scaffold/scaffold";

const Answer = z.object({
  dir: z.string(),
  created: z.array(z.string()),
  kept: z.array(z.string()),
  next: z.array(z.string()),
});

/** Creates the missing files of a code location. Existing files are kept. */
export const command = defineCommand({
  output: Answer,
  async run(context, input: { dir?: string; url?: string }) {
    const dir = resolve(context.cwd, input.dir ?? ".");
    const name = slugify(basename(dir)) || "my-location";
    const server = resolveUrl(input.url);
    const created: string[] = [];
    const kept: string[] = [];
    const { files, firstAsset } = scaffold({ name, server });
    for (const [path, content] of Object.entries(files)) {
      const file = join(dir, path);
      if (path === "package.json" && existsSync(file)) {
        (mergePackage(file, content) ? created : kept).push(`${path} (dependencies)`);
      } else if (existsSync(file)) kept.push(path);
      else {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, content);
        created.push(path);
      }
    }
    const cd = relative(context.cwd, dir);
    const next = [
      ...(cd ? [`cd ${cd}`] : []),
      "npm install",
      "npx millrace push",
      `npx millrace materialize 'key:${firstAsset}+'`,
    ];
    return { dir, created, kept, next };
  },
  print({ created, kept, next }, output) {
    for (const file of created) output.note(`${output.colors.green("+")} ${file}`);
    for (const file of kept) output.note(`${output.colors.dim("=")} ${file} (kept)`);
    output.note("\nNext:");
    for (const line of next) output.note(`  ${line}`);
  },
});

type Package = { dependencies?: Record<string, string>; devDependencies?: Record<string, string>; type?: string };

/** Adds the dependencies that an existing package.json lacks. Returns false if it has all of them. */
function mergePackage(file: string, template: string): boolean {
  const own = JSON.parse(readFileSync(file, "utf8")) as Package;
  const required = JSON.parse(template) as Package;
  const before = JSON.stringify(own);
  const known = { ...own.dependencies, ...own.devDependencies };
  for (const field of ["dependencies", "devDependencies"] as const) {
    for (const [name, version] of Object.entries(required[field] ?? {})) {
      if (known[name] === undefined) own[field] = { ...own[field], [name]: version };
    }
  }
  own.type ??= "module";
  if (JSON.stringify(own) === before) return false;
  writeFileSync(file, `${JSON.stringify(own, null, 2)}\n`);
  return true;
}
