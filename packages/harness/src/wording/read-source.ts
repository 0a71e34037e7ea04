import { type CallExpression, type JSXElement, type JSXFragment, type Node, parseSync, Visitor } from "oxc-parser";
import { isProse } from "./not-prose";
import { lineCounter, type Prose, type ProseKind } from "./prose";
import { readComments } from "./read-comments";
import { choicesOf, type Text, textOf, textOfChildren } from "./text-of";

/** Attributes and properties whose value is a label, even if it is a single word. */
const LABELS = new Set([
  "label",
  "header",
  "title",
  "placeholder",
  "aria-label",
  "hint",
  "description",
  "confirmLabel",
]);
const NO_PROSE_ATTRIBUTES = new Set(["className", "class", "d", "viewBox", "style", "points", "transform"]);
const CLASS_NAMES = new Set(["cn", "clsx", "cva", "twMerge"]);
const BUTTONS = new Set(["Button", "ButtonLink", "MenuItem"]);
const TITLED = new Set(["test", "it", "describe"]);

/** Returns the texts in a TypeScript or JavaScript file. Of a test it reads only titles and comments. */
export function readSource(path: string, source: string, isTest: boolean): Prose[] {
  const { program, comments, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path} doesn't parse: ${errors[0]?.message}`);
  const lineOf = lineCounter(source);
  const found: Prose[] = readComments(path, source, comments, lineOf);
  const done = new Set<Node>();
  let skippedUntil = 0;

  const add = (kind: ProseKind, { text, nodes }: Text) => {
    if (nodes.every((node) => done.has(node))) return;
    for (const node of nodes) done.add(node);
    const start = nodes[0]?.start ?? 0;
    if (start < skippedUntil || (isTest && kind !== "title")) return;
    const isText = kind === "label" || kind === "button" ? /\p{L}{2}/u.test(text) : isProse(text);
    if (isText) found.push({ path, line: lineOf(start), kind, text: text.replace(/\s+/g, " ").trim() });
  };
  const addString = (node: Node) => {
    const text = done.has(node) ? undefined : textOf(node);
    if (text) add("string", text);
  };
  const skip = (node: Node) => {
    skippedUntil = Math.max(skippedUntil, node.end);
  };
  const leaveOut = (node: Node | null | undefined) => {
    if (node) done.add(node);
  };
  const addLabels = (node: Node, kind: "label" | "button" = "label") => {
    for (const text of choicesOf(node)) add(kind, text);
  };
  const addChildren = (node: JSXElement | JSXFragment) => {
    const kind = node.type === "JSXElement" && BUTTONS.has(nameOf(node)) ? "button" : "label";
    const text = textOfChildren(node.children);
    if (text) add(kind, text);
    for (const child of node.children) if (child.type === "JSXExpressionContainer") addLabels(child.expression, kind);
  };

  new Visitor({
    ImportDeclaration: skip,
    ExportAllDeclaration: skip,
    ExportNamedDeclaration: (node) => leaveOut(node.source),
    ImportExpression: skip,
    TSLiteralType: skip,
    TSImportType: skip,
    TaggedTemplateExpression: skip,
    ExpressionStatement: (node) => {
      if ("directive" in node && node.directive) skip(node);
    },
    JSXAttribute: (node) => {
      const name = node.name.type === "JSXIdentifier" ? node.name.name : "";
      if (NO_PROSE_ATTRIBUTES.has(name)) skip(node);
      else if (LABELS.has(name) && node.value) {
        const value = node.value.type === "JSXExpressionContainer" ? node.value.expression : node.value;
        addLabels(value, name === "confirmLabel" ? "button" : "label");
      }
    },
    Property: (node) => {
      leaveOut(node.key);
      const name = node.key.type === "Identifier" ? node.key.name : "";
      if (name === "className") skip(node.value);
      else if (LABELS.has(name)) addLabels(node.value, name === "confirmLabel" ? "button" : "label");
    },
    CallExpression: (node) => {
      const name = calleeOf(node);
      if (CLASS_NAMES.has(name)) skip(node);
      const title = isTest && TITLED.has(name) ? node.arguments[0] : undefined;
      const text = title && textOf(title);
      if (text) add("title", text);
    },
    JSXElement: addChildren,
    JSXFragment: addChildren,
    BinaryExpression: addString,
    TemplateLiteral: addString,
    Literal: addString,
  }).visit(program);
  return found;
}

const nameOf = ({ openingElement: { name } }: JSXElement): string => (name.type === "JSXIdentifier" ? name.name : "");

/** Returns the name that a call starts with: `test` of `test.skip(…)` and of `test.each(…)(…)`. */
function calleeOf(call: CallExpression): string {
  let callee: Node = call.callee;
  while (callee.type === "MemberExpression" || callee.type === "CallExpression") {
    callee = callee.type === "MemberExpression" ? callee.object : callee.callee;
  }
  return callee.type === "Identifier" ? callee.name : "";
}
