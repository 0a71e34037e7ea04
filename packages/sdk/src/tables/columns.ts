import type { z } from "zod";
import { definitionError } from "../definition";
import type { TableColumn } from "../metadata";
import { decimalOf } from "./decimal";

/** A schema of rows: a zod object whose fields are columns. */
export type RowSchema = z.ZodObject;

/** Type of a column's cells in TypeScript, and how files store them. */
export type CellType =
  | { readonly name: "string" | "boolean" | "bigint" | "date" | "timestamp" }
  /** An integer, of 32 bits if the schema limits it. */
  | { readonly name: "int"; readonly bits: 32 | 64 }
  | { readonly name: "float" }
  /** A decimal as text, with exactly `scale` digits after the point. */
  | { readonly name: "decimal"; readonly precision: number; readonly scale: number };

/** A column of a table file. */
export type Column = {
  readonly name: string;
  readonly type: CellType;
  /** Value of an empty cell in TypeScript. `required` columns have no empty cells. */
  readonly empty: "null" | "undefined" | "required";
  readonly description: string | undefined;
};

/** Returns the columns of a schema. Throws for a field that can't be stored in a cell. */
export function columnsOf(schema: RowSchema): Column[] {
  const columns = Object.entries(schema.shape).map(([name, field]) => columnOf(name, field as z.ZodType));
  if (columns.length === 0) throw definitionError("a table needs at least one column, but its schema has no fields");
  return columns;
}

/** Returns columns as metadata. */
export const tableColumns = (columns: readonly Column[]): TableColumn[] =>
  columns.map(({ name, type, empty, description }) => ({
    name,
    type: `${typeText(type)}${empty === "required" ? "" : ", optional"}`,
    ...(description === undefined ? {} : { description }),
  }));

const typeText = (type: CellType): string =>
  type.name === "decimal" ? `decimal(${type.precision}, ${type.scale})` : type.name;

type Wrapper = { readonly type: string; readonly innerType: z.ZodType };

/** Schema types that change whether a field can be missing, but not the type of its values. */
const WRAPPERS = new Set(["optional", "nullable", "default", "prefault", "nonoptional", "readonly"]);

function columnOf(name: string, field: z.ZodType): Column {
  if (name === "") throw definitionError("a column of a table needs a name");
  let inner = field;
  let description = field.description;
  const wrappers = new Set<string>();
  for (let def = inner.def as Wrapper; WRAPPERS.has(def.type); def = inner.def as Wrapper) {
    wrappers.add(def.type);
    inner = def.innerType;
    description ??= inner.description;
  }
  return { name, type: cellType(name, inner), empty: emptyOf(name, wrappers), description };
}

function emptyOf(name: string, wrappers: ReadonlySet<string>): Column["empty"] {
  const isOptional =
    wrappers.has("optional") && !["default", "prefault", "nonoptional"].some((wrapper) => wrappers.has(wrapper));
  if (isOptional && wrappers.has("nullable")) {
    throw definitionError(
      `column "${name}" can be both null and undefined, which a file can't distinguish. Use either nullable() or optional().`,
    );
  }
  if (wrappers.has("nullable")) return "null";
  return isOptional ? "undefined" : "required";
}

function cellType(name: string, field: z.ZodType): CellType {
  const { def } = field;
  switch (def.type) {
    case "string":
      return decimalOf(field) ?? { name: (field as z.ZodString).format === "date" ? "date" : "string" };
    case "number":
      return numberType(field as z.ZodNumber);
    case "bigint":
      return { name: "bigint" };
    case "boolean":
      return { name: "boolean" };
    case "date":
      return { name: "timestamp" };
    case "enum":
      return literalType(name, Object.values((field as z.ZodEnum).enum));
    case "literal":
      return literalType(name, [...(field as z.ZodLiteral).values]);
    default:
      throw definitionError(
        `column "${name}": a field of type ${def.type} can't be stored in a table cell. Use a string, number, bigint, boolean, date, or enum, or a JSON string.`,
      );
  }
}

const INT: CellType = { name: "int", bits: 64 };

function numberType({ format }: z.ZodNumber): CellType {
  if (format === "int32") return { name: "int", bits: 32 };
  return format === "safeint" || format === "uint32" ? INT : { name: "float" };
}

function literalType(name: string, values: readonly unknown[]): CellType {
  const types = new Set(values.map((value) => typeof value));
  const [type] = types;
  if (types.size === 1 && (type === "string" || type === "bigint" || type === "boolean")) return { name: type };
  if (types.size === 1 && type === "number") return values.every(Number.isSafeInteger) ? INT : { name: "float" };
  throw definitionError(`column "${name}": its values must all be text, all numbers or all booleans`);
}
