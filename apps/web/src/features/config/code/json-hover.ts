import { hoverTooltip, type Tooltip } from "@codemirror/view";
import { type ConfigSchema, describeSchema, propertiesAt, schemasAt } from "@millrace/core/config";
import type { JsonSchema } from "@millrace/core/manifest";
import { type JsonPlace, locationAt, readableValue } from "./json-location";

/** Shows schema docs for the name or value under the pointer. */
export const hoverBy = (schema: JsonSchema) =>
  hoverTooltip((view, position): Tooltip | null => {
    const place = locationAt(view.state, position);
    const found =
      place && schemaOf(schema, readableValue(view.state), place, view.state.sliceDoc(place.node.from, place.node.to));
    if (!found) return null;
    return { pos: place.node.from, end: place.node.to, above: true, create: () => ({ dom: tooltip(found) }) };
  });

function schemaOf(schema: JsonSchema, value: unknown, { path, isName, node }: JsonPlace, text: string) {
  if (node.name === "PropertyName") return propertiesAt(schema, value, path).get(text.replaceAll('"', ""));
  if (isName) return undefined;
  const told = schemasAt(schema, value, path).filter((it) => it.description || describeSchema(it).length > 0);
  return told[0];
}

function tooltip(schema: ConfigSchema): HTMLElement {
  const dom = document.createElement("div");
  dom.className = "cm-schema-hover";
  for (const [tag, text] of [
    ["p", schema.description],
    ["small", describeSchema(schema).join(" · ")],
  ] as const) {
    if (!text) continue;
    const line = dom.appendChild(document.createElement(tag));
    line.textContent = text;
  }
  return dom;
}
