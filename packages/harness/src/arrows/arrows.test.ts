import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { ARROWS, DEVELOPMENT, RECURSIVE, SOLE_IMPORTERS } from "./arrows";
import { importCycles } from "./cycles";
import { readWorkspaces } from "./workspaces";

const root = join(fileURLToPath(import.meta.url), "../../../../..");
const workspaces = readWorkspaces(root);
const byPackage = new Map(workspaces.map((workspace) => [workspace.packageName, workspace.name]));
const isDevelopment = (name: string) => (DEVELOPMENT as readonly string[]).includes(name);
const product = workspaces.filter(({ name }) => !isDevelopment(name));

/** The package of an import, without the path inside it. */
const packageOf = (specifier: string) =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

test("every workspace has its place on the map", () => {
  expect(product.map(({ name }) => name).filter((name) => !(name in ARROWS))).toEqual([]);
});

test("a workspace imports only what the map allows it", () => {
  const forbidden = product.flatMap(({ name, files }) =>
    files.flatMap(({ path, imports, lazyImports, isTest }) =>
      [...imports, ...lazyImports].flatMap((specifier) => {
        const target = byPackage.get(packageOf(specifier));
        if (!target || target === name || ARROWS[name]?.includes(target)) return [];
        // Tests wire real parts, which only an app does otherwise.
        return isTest ? [] : [`${path} imports ${specifier}`];
      }),
    ),
  );
  expect(forbidden).toEqual([]);
});

test("a workspace lists as dependencies only what the map allows it", () => {
  const forbidden = product.flatMap(({ name, dependencies }) =>
    dependencies.flatMap((dependency) => {
      const target = byPackage.get(dependency);
      return target && !ARROWS[name]?.includes(target) ? [`${name} depends on ${dependency}`] : [];
    }),
  );
  expect(forbidden).toEqual([]);
});

test("no workspace depends on itself, not even through its tests (Turborepo could not order the builds)", () => {
  const edges = new Map(
    workspaces.map(({ packageName, dependencies, devDependencies }) => [
      packageName,
      [...dependencies, ...devDependencies].filter((name) => byPackage.has(name)),
    ]),
  );
  const cycleFrom = (name: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
    return edges
      .get(name)
      ?.reduce<readonly string[] | undefined>((found, next) => found ?? cycleFrom(next, [...path, name]), undefined);
  };
  expect([...edges.keys()].map((name) => cycleFrom(name, [])).find((cycle) => cycle !== undefined)).toBeUndefined();
});

test("no files import each other in a circle, not even for a type", () => {
  const cycles = workspaces.flatMap(({ files }) => {
    const root = files[0]?.path.split("/").slice(0, 2).join("/") ?? "";
    return importCycles(root, files);
  });
  expect(cycles.filter((cycle) => !RECURSIVE.some((folder) => cycle.startsWith(folder)))).toEqual([]);
});

test("Prisma, BullMQ, S3 and Bolt have one importer each", () => {
  const others = product.flatMap(({ name, files }) =>
    files.flatMap(({ path, imports, lazyImports }) =>
      [...imports, ...lazyImports].flatMap((specifier) => {
        const owner = SOLE_IMPORTERS[packageOf(specifier)];
        return owner && owner !== name ? [`${path} imports ${specifier}`] : [];
      }),
    ),
  );
  expect(others).toEqual([]);
});

test("core and protocol import nothing of Node, so that browsers can load them", () => {
  const offenders = product
    .filter(({ name }) => name === "core" || name === "protocol")
    .flatMap(({ files }) =>
      files
        .filter(({ isTest }) => !isTest)
        .flatMap(({ path, imports }) =>
          imports
            .filter((specifier) => specifier.startsWith("node:"))
            .map((specifier) => `${path} imports ${specifier}`),
        ),
    );
  expect(offenders).toEqual([]);
});

test("no test replaces a module: only the clock, Slack, and email are fakes", () => {
  const mocking = workspaces.flatMap(({ files }) =>
    files
      .filter(({ path, isTest }) => isTest && readFileSync(join(root, path), "utf8").includes("vi.mo" + "ck("))
      .map(({ path }) => path),
  );
  expect(mocking).toEqual([]);
});

/**
 * A test of a module or a folder is next to it, under its name. A test that drives a whole workspace is in the
 * workspace's `test/`; one that every implementation of a port passes, in `contract/`.
 */
test("keeps every test under src/ beside the module or folder it is named for", () => {
  const paths = workspaces.flatMap(({ files }) => files.map(({ path }) => path));
  const modules = new Set(paths.map((path) => path.replace(/\.tsx?$/, "")));
  const misplaced = paths.filter((path) => {
    const subject = path.replace(/\.test\.tsx?$/, "");
    if (subject === path || !path.includes("/src/") || path.includes("/contract/")) return false;
    return !modules.has(subject) && basename(dirname(path)) !== basename(subject);
  });
  expect(misplaced).toEqual([]);
});
