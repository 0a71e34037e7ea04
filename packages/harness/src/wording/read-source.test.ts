import { expect, test } from "vitest";
import { findingsIn } from "./findings";
import { GAP } from "./prose";
import { readSource } from "./read-source";
import { RULES } from "./rules";

const read = (source: string, { path = "a.tsx", isTest = false } = {}) =>
  readSource(path, source, isTest).map(({ kind, line, text }) => `${kind} ${line}: ${text}`);

test("reads the sentence that an element forms with what is inside it", () => {
  const source = `const a = (
    <p>
      Sent to <strong>{address}</strong>.
      <Check aria-hidden /> Open {count > 1 ? "them all" : "it"} soon.
    </p>
  );`;
  expect(read(source)).toEqual([`label 2: Sent to ${GAP}. Open ${GAP} soon.`, "label 4: them all", "label 4: it"]);
});

test("reads labels of one word, and buttons", () => {
  const source = `const a = [{ id: "to", header: "To" }];
const b = <Field label={isNew ? "Name" : "Slug"} className="flex items-center"><Button>Save</Button></Field>;`;
  expect(read(source)).toEqual(["label 1: To", "label 2: Name", "label 2: Slug", "button 2: Save"]);
});

test("joins what is concatenated and leaves a gap for values", () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source text
  const source = 'throw new Error(`Run ${id} not found.` + " Did you mean " + other + "?");';
  expect(read(source, { path: "a.ts" })).toEqual([`string 1: Run ${GAP} not found. Did you mean ${GAP}?`]);
});

test("leaves out imports, keys, types, SQL, class names, and source text", () => {
  const source = `import a from "not a word";
type A = "a kind of type";
const b = { "a key of this": 1, className: "one class or two" };
const c = db.query("select 1 as one from two where three");
const d = sql\`update things and so on\`;
const e = cn("one class", "or another");
const f = "flex min-w-0 items-center gap-2";
const g = 'import { asset } from "@millrace/sdk";';`;
  expect(read(source, { path: "a.ts" })).toEqual([]);
});

test("reads only titles and comments of a test", () => {
  const source = `// The first line
// and the second.
test.each([1])("rejects %s", () => expect("some text here").toBe(1));`;
  expect(read(source, { path: "a.test.ts", isTest: true })).toEqual([
    "comment 1: The first line and the second.",
    "title 3: rejects %s",
  ]);
});

test("reads comments without stars, examples, and code", () => {
  const source = `/**
 * Returns \`is told\` once.
 * @param a the first of {@link Two}
 * @example
 * tell(who)
 */`;
  expect(read(source, { path: "a.ts" })).toEqual(["comment 1: Returns `…` once. @param a the first of `…`"]);
});

test("rules match the kinds that they are for", () => {
  const source = `const a = { header: "To" };
const b = "There is no run here";
// There is no other way to do this at once.`;
  const found = findingsIn(readSource("a.ts", source, false), RULES);
  expect(
    found.filter(({ rule }) => rule.level === "ban").map(({ rule, prose }) => `${prose.line} ${rule.name}`),
  ).toEqual(expect.arrayContaining(["1 lonely-label", "2 there-is-no", "3 at-once"]));
  expect(found.some(({ rule, prose }) => rule.name === "there-is-no" && prose.kind === "comment")).toBe(false);
});
