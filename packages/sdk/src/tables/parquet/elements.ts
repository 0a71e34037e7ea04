import type { SchemaElement } from "hyparquet";
import type { CellType, Column } from "../columns";

/** Returns the schema element of a column, with the annotations that old and new readers use. */
export const element = ({ name, type, empty }: Column): SchemaElement => ({
  name,
  repetition_type: empty === "required" ? "REQUIRED" : "OPTIONAL",
  ...physical(type),
});

function physical(type: CellType): Omit<SchemaElement, "name"> {
  switch (type.name) {
    case "string":
      return { type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" } };
    case "int":
      return { type: type.bits === 32 ? "INT32" : "INT64" };
    case "bigint":
      return { type: "INT64" };
    case "float":
      return { type: "DOUBLE" };
    case "boolean":
      return { type: "BOOLEAN" };
    case "date":
      return { type: "INT32", converted_type: "DATE", logical_type: { type: "DATE" } };
    case "timestamp":
      return {
        type: "INT64",
        converted_type: "TIMESTAMP_MILLIS",
        logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MILLIS" },
      };
    case "decimal":
      return {
        ...decimalStorage(type.precision),
        converted_type: "DECIMAL",
        precision: type.precision,
        scale: type.scale,
      };
  }
}

/** Number of decimal digits that always fit in a signed integer of that size. */
const INT32_DIGITS = 9;
const INT64_DIGITS = 18;

function decimalStorage(precision: number): Omit<SchemaElement, "name"> {
  if (precision <= INT32_DIGITS) return { type: "INT32" };
  if (precision <= INT64_DIGITS) return { type: "INT64" };
  const bits = (10n ** BigInt(precision)).toString(2).length + 1;
  return { type: "FIXED_LEN_BYTE_ARRAY", type_length: Math.ceil(bits / 8) };
}
