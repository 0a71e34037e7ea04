import type { JSXChild, JSXElement, JSXFragment, Node } from "oxc-parser";
import { GAP } from "./prose";

/** Text of an expression, and the nodes that it was read from. */
export type Text = { readonly text: string; readonly nodes: readonly Node[] };

/** Returns the text of a string, a template, or a concatenation with one of them; otherwise undefined. */
export function textOf(node: Node): Text | undefined {
  switch (node.type) {
    case "Literal":
      return typeof node.value === "string" ? { text: node.value, nodes: [node] } : undefined;
    case "TemplateLiteral":
      return { text: node.quasis.map(({ value }) => value.cooked ?? value.raw).join(GAP), nodes: [node] };
    case "ParenthesizedExpression":
    case "TSAsExpression":
      return textOf(node.expression);
    case "BinaryExpression": {
      if (node.operator !== "+") return undefined;
      const [left, right] = [textOf(node.left), textOf(node.right)];
      if (!left && !right) return undefined;
      return {
        text: (left?.text ?? GAP) + (right?.text ?? GAP),
        nodes: [node, ...(left?.nodes ?? []), ...(right?.nodes ?? [])],
      };
    }
    default:
      return undefined;
  }
}

/** Returns the texts that an expression can have as the content of an element: of both branches of a condition, say. */
export function choicesOf(node: Node): Text[] {
  if (node.type === "ConditionalExpression") return [...choicesOf(node.consequent), ...choicesOf(node.alternate)];
  if (node.type === "LogicalExpression") return choicesOf(node.right);
  if (node.type === "ParenthesizedExpression") return choicesOf(node.expression);
  const text = textOf(node);
  return text ? [text] : [];
}

/** Returns the sentence that the children of an element form, if they contain text themselves; otherwise undefined. */
export function textOfChildren(children: readonly JSXChild[]): Text | undefined {
  if (!children.some((child) => child.type === "JSXText" && child.value.trim() !== "")) return undefined;
  const parts = children.map(textOfChild);
  return { text: parts.map(({ text }) => text).join(""), nodes: parts.flatMap(({ nodes }) => nodes) };
}

function textOfChild(child: JSXChild): Text {
  if (child.type === "JSXText") return { text: collapsed(child.value), nodes: [child] };
  if (child.type === "JSXElement" || child.type === "JSXFragment") {
    return textOfChildren(child.children) ?? { text: isHidden(child) ? "" : GAP, nodes: [] };
  }
  if (child.type === "JSXExpressionContainer") {
    if (child.expression.type === "JSXEmptyExpression") return { text: "", nodes: [] };
    return textOf(child.expression) ?? { text: GAP, nodes: [] };
  }
  return { text: GAP, nodes: [] };
}

/** Returns true for an icon: it stands beside a text and has none. */
const isHidden = (element: JSXElement | JSXFragment): boolean =>
  element.type === "JSXElement" &&
  element.openingElement.attributes.some(
    (attribute) => attribute.type === "JSXAttribute" && attribute.name.name === "aria-hidden",
  );

/** Returns JSX text as it is rendered: line breaks and the indentation around them are one space, or none at the ends. */
function collapsed(value: string): string {
  const lines = value.split("\n");
  return lines
    .map((line, index) => {
      const start = index === 0 ? line : line.trimStart();
      return index === lines.length - 1 ? start : start.trimEnd();
    })
    .filter((line) => line !== "")
    .join(" ");
}
