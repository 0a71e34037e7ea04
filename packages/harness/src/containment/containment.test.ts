import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readWorkspaces } from "../arrows/workspaces";
import { LIMITED_BY, SHARED_BY_TENANTS, SHORT_LIVED } from "./growing-maps";

/** The rest of web runs in browsers, each with one person. */
const IN_BROWSERS = /^apps\/web\/src\/(?!server\/|app\/api\/|instrumentation)/;
const root = join(fileURLToPath(import.meta.url), "../../../../..");
const shared = readWorkspaces(root)
  .filter(({ name }) => (SHARED_BY_TENANTS as readonly string[]).includes(name))
  .flatMap(({ files }) => files)
  .filter(({ path, isTest }) => !isTest && !/\/contract\/|\.fixture\.ts$/.test(path) && !IN_BROWSERS.test(path))
  .map(({ path }) => ({ path, text: readFileSync(join(root, path), "utf8") }));

const EMPTY_COLLECTION = /new (?:Map|Set)(?:<.*>)?\(\)/;

test("every map or set that can grow says what limits it", () => {
  const growing = shared
    .filter(({ path, text }) => EMPTY_COLLECTION.test(text) && !SHORT_LIVED.some((folder) => path.startsWith(folder)))
    .map(({ path }) => path);
  expect(growing.sort()).toEqual(Object.keys(LIMITED_BY).sort());
});

/** `void` in front of a call that is a statement: a promise without an awaiter, which Biome then accepts unhandled. */
const DISCARDED = /^ *void [\w.]+[\w.[\]]*\([^;]*;/gm;
const HANDLED = /\.catch\(|\.finally\(|\bremoved\b|\bexited\b/;

test("a promise without an awaiter has a catch, or is one that never rejects", () => {
  const unhandled = shared.flatMap(({ path, text }) =>
    [...text.matchAll(DISCARDED)].filter(([statement]) => !HANDLED.test(statement)).map(([it]) => `${path}: ${it}`),
  );
  expect(unhandled).toEqual([]);
});

test.each([
  ["apps/daemon/src/main.ts", "startApp("],
  ["apps/worker/src/main.ts", "startApp("],
  ["apps/slack/src/main.ts", "startApp("],
  ["apps/web/src/instrumentation.ts", "logRejections("],
])("%s logs unhandled rejections instead of ending", (path, call) => {
  expect(readFileSync(join(root, path), "utf8")).toContain(call);
});
