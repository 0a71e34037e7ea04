import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { checkWording, isRequired } from "./check-wording";
import { findingText } from "./findings";
import { countsOf, exceeded, type Ratchet } from "./ratchet";
import { snapshotOf } from "./snapshot";

const root = join(fileURLToPath(import.meta.url), "../../../../..");
const beside = (name: string) => readFileSync(fileURLToPath(new URL(name, import.meta.url)), "utf8");

describe("the wording of the repository", () => {
  const wording = checkWording(root);

  test("follows the voice guide in messages and documents", () => {
    expect(wording.findings.filter(isRequired).map(findingText)).toEqual([]);
  });

  test("gets no worse in comments and test titles", () => {
    const ratchet = JSON.parse(beside("ratchet.json")) as Ratchet;
    expect(exceeded(ratchet, countsOf(wording.findings))).toEqual([]);
  });

  test("needs every exception that is listed", () => {
    expect(wording.unusedExceptions).toEqual([]);
  });

  test("states domain errors in full sentences", () => {
    expect(wording.fragments).toEqual([]);
  });

  test("has one order of words per error code", () => {
    expect(wording.reorderedCodes).toEqual([]);
  });

  test("lists every message in strings.txt (npm run wording -- --write)", () => {
    const [now, before] = [snapshotOf(wording.texts), beside("strings.txt").trimEnd().split("\n")];
    expect({
      new: now.filter((line) => !before.includes(line)),
      gone: before.filter((line) => !now.includes(line)),
    }).toEqual({ new: [], gone: [] });
  });
});
