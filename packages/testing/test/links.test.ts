import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { documentPaths, ROOT, readDocument } from "./documents";

/** Returns the anchor of a heading: lowercase, words joined by hyphens. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");

const anchorsOf = (path: string): string[] =>
  [...readDocument(path).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading ?? ""));

it("every relative link in the README and the documents resolves", () => {
  const broken = documentPaths().flatMap((path) => {
    const text = readDocument(path).replace(/^```[\s\S]*?^```$/gm, "");
    return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = ""]) => {
      if (/^[a-z]+:/.test(link)) return [];
      const [file, anchor] = link.split("#");
      const target = file ? join(dirname(path), file) : path;
      if (!existsSync(join(ROOT, target))) return [`${path}: ${link}`];
      return anchor !== undefined && !anchorsOf(target).includes(anchor) ? [`${path}: ${link} (no such heading)`] : [];
    });
  });
  expect(broken).toEqual([]);
});
