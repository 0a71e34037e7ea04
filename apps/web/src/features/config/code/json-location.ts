import type { EditorState } from "@codemirror/state";
import type { SyntaxNode } from "@lezer/common";
import { type ConfigPath, pathOf } from "@millrace/core/config";
import { treeOf } from "./json-tree";

/** A text position as a path in the JSON value. */
export type JsonPlace = {
  /** Path to the value at the position, or whose name is at the position. */
  readonly path: ConfigPath;
  /** True if a name is, or could be, at the position; `path` then refers to the object. */
  readonly isName: boolean;
  readonly node: SyntaxNode;
};

const VALUES = new Set(["Object", "Array", "String", "Number", "True", "False", "Null"]);

/** Parses as much of the text as possible, omitting incomplete parts. */
export function readableValue(state: EditorState): unknown {
  const top = treeOf(state).topNode;
  const value = valuesIn(top)[0];
  return value && read(state, value);
}

function read(state: EditorState, node: SyntaxNode): unknown {
  if (node.name === "Object") {
    const entries = node.getChildren("Property").flatMap((property) => {
      const [name, value] = [property.getChild("PropertyName"), valuesIn(property)[0]];
      return name && value ? [[parsed(state, name), read(state, value)]] : [];
    });
    return Object.fromEntries(entries);
  }
  if (node.name === "Array") return valuesIn(node).map((item) => read(state, item));
  return parsed(state, node);
}

function parsed(state: EditorState, { from, to }: SyntaxNode): unknown {
  const text = state.sliceDoc(from, to);
  try {
    return JSON.parse(text);
  } catch {
    return text.replace(/^"|"$/g, "");
  }
}

function valuesIn(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) if (VALUES.has(child.name)) found.push(child);
  return found;
}

/** Returns the location of a text position; undefined for empty text. */
export function locationAt(state: EditorState, position: number): JsonPlace | undefined {
  const node = treeOf(state).resolveInner(position, -1);
  if (node.name === "JsonText") return undefined;
  if (node.name === "PropertyName") return { path: pathTo(state, node.parent?.parent ?? node), isName: true, node };
  const owner = VALUES.has(node.name) || node.name === "Property" ? node : node.parent;
  if (!owner) return undefined;
  if (owner.name === "Property") return { path: pathTo(state, owner), isName: false, node };
  if (owner.name === "Object") return { path: pathTo(state, owner), isName: position > owner.from, node };
  const isNewItem = owner.name === "Array" && position > owner.from;
  const path = pathTo(state, owner);
  return { path: isNewItem ? [...path, itemsBefore(owner, position)] : path, isName: false, node };
}

const itemsBefore = (list: SyntaxNode, position: number): number =>
  valuesIn(list).filter((item) => item.to < position).length;

/** Returns the path of a node's value; for a `Property`, that of its value. */
function pathTo(state: EditorState, node: SyntaxNode): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at: SyntaxNode | null = node; at; at = at.parent) {
    const name = at.name === "Property" ? at.getChild("PropertyName") : null;
    if (name) path.unshift(String(parsed(state, name)));
    else if (at.parent?.name === "Array" && VALUES.has(at.name)) path.unshift(itemsBefore(at.parent, at.from));
  }
  return path;
}

/** Finds the text range of a JSON pointer's value, or of its nearest existing ancestor. */
export function rangeOf(state: EditorState, pointer: string): { from: number; to: number } {
  let at = valuesIn(treeOf(state).topNode)[0];
  let shown: SyntaxNode | undefined = at;
  for (const step of pathOf(pointer)) {
    if (!at) break;
    const property: SyntaxNode | undefined = at.getChildren("Property").find((it) => nameOf(state, it) === step);
    const next: SyntaxNode | undefined = property ? valuesIn(property)[0] : valuesIn(at)[Number(step)];
    if (!next || (at.name === "Object" && !property)) return bracketOf(at);
    // For an unknown key, mark the name together with its value.
    shown = property ?? next;
    at = next;
  }
  if (!shown) return { from: 0, to: state.doc.length };
  return shown.name === "Object" || shown.name === "Array" ? bracketOf(shown) : { from: shown.from, to: shown.to };
}

const nameOf = (state: EditorState, property: SyntaxNode): unknown => {
  const name = property.getChild("PropertyName");
  return name && parsed(state, name);
};

/** Underline only the opening bracket of an object. */
const bracketOf = ({ from }: SyntaxNode) => ({ from, to: from + 1 });
