import type { CellType } from "../columns";
import { dateOf } from "./days";
import { decimalText } from "./decimal-text";

/**
 * Returns the value of a cell for its column, or undefined if the cell doesn't fit.
 * @param scale digits after the point, if the cell is an integer or bytes that represent a decimal
 */
export function cellValue(type: CellType, cell: unknown, scale: number | undefined): unknown {
  if (scale !== undefined) return decimalValue(type, decimalText(cell as number | bigint | Uint8Array, scale), scale);
  switch (type.name) {
    case "string":
      return textOf(cell);
    case "int":
    case "float":
      return numberOf(cell);
    case "bigint":
      return bigintOf(cell);
    case "boolean":
      return typeof cell === "boolean" ? cell : undefined;
    case "date":
      return cell instanceof Date ? dateOf(cell) : textOf(cell);
    case "timestamp":
      return cell instanceof Date ? cell : undefined;
    case "decimal":
      return undefined;
  }
}

function decimalValue(type: CellType, text: string, scale: number): unknown {
  switch (type.name) {
    case "string":
      return text;
    case "decimal":
      return withScale(text, scale, type.scale);
    case "int":
    case "float":
      return Number(text);
    case "bigint":
      return scale === 0 ? BigInt(text) : undefined;
    default:
      return undefined;
  }
}

/** Pads digits after the point. Never cuts them off; the schema rejects a decimal with too many. */
function withScale(text: string, scale: number, target: number): string {
  if (scale >= target) return text;
  return `${text}${scale === 0 ? "." : ""}${"0".repeat(target - scale)}`;
}

const TEXT = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Older programs write text as bytes without a text annotation. */
function textOf(cell: unknown): string | undefined {
  if (typeof cell === "string") return cell;
  return cell instanceof Uint8Array ? TEXT.decode(cell) : undefined;
}

function numberOf(cell: unknown): number | undefined {
  if (typeof cell === "number") return cell;
  return typeof cell === "bigint" && Number.isSafeInteger(Number(cell)) ? Number(cell) : undefined;
}

function bigintOf(cell: unknown): bigint | undefined {
  if (typeof cell === "bigint") return cell;
  return Number.isSafeInteger(cell) ? BigInt(cell as number) : undefined;
}
