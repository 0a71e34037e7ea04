import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { expect, it } from "vitest";
import { createProgram } from "../src/program/program";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const pages = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).filter((it) => it.endsWith(".md"));
const documents = ["README.md", ...pages.map((page) => join("docs", page))];

/** Returns the names of all commands, such as `runs ls`. */
function namesOf(command: Command, prefix = ""): string[] {
  return command.commands.flatMap((child) => {
    const name = `${prefix}${child.name()}`;
    return child.commands.length > 0 ? namesOf(child, `${name} `) : [name];
  });
}
const names = namesOf(createProgram("0.0.0", () => {}));

it("the CLI reference names every command", () => {
  const page = readFileSync(join(root, "docs/command-line.md"), "utf8");
  expect(names.filter((name) => !page.includes(`\`${name}`))).toEqual([]);
});

it("documents name only existing commands", () => {
  const groups = new Set(names.filter((name) => name.includes(" ")).map((name) => name.split(" ")[0]));
  const unknown = documents.flatMap((path) =>
    [...readFileSync(join(root, path), "utf8").matchAll(/(?:`|npx |^)millrace ([a-z]+)(?: ([a-z]+))?/gm)].flatMap(
      ([text, first = "", second]) => {
        const name = groups.has(first) ? `${first} ${second}` : first;
        return names.includes(name) ? [] : [`${path}: ${text}`];
      },
    ),
  );
  expect(unknown).toEqual([]);
});
