import { z } from "zod";
import { definitionError } from "../definition";

const PRECISION_MAX = 38;

/**
 * A column of exact decimals: a string in TypeScript, so that no arithmetic rounds it, and DECIMAL in Parquet.
 * @param precision total number of digits, 1 to 38
 * @param scale digits after the point, 0 to `precision`; every value has exactly that many
 * @example const Order = z.object({ id: z.int(), total: decimal(12, 2) }); // { id: 1, total: "19.90" }
 */
export function decimal(precision: number, scale: number): z.ZodString {
  const isValid =
    Number.isInteger(precision) && Number.isInteger(scale) && precision >= 1 && precision <= PRECISION_MAX;
  if (!isValid || scale < 0 || scale > precision) {
    throw definitionError(
      `decimal(${precision}, ${scale}): precision must be an integer from 1 to ${PRECISION_MAX} and scale an integer from 0 to the precision`,
    );
  }
  return z
    .string()
    .regex(pattern(precision, scale), `write it as a decimal(${precision}, ${scale}), like ${example(scale)}`)
    .meta({ decimal: { precision, scale } });
}

/** Returns a pattern that allows exactly one text per number: no leading zero and no negative zero. */
function pattern(precision: number, scale: number): RegExp {
  const whole = precision - scale;
  const integer = whole === 0 ? "0" : `(?:0|[1-9]\\d{0,${whole - 1}})`;
  return new RegExp(`^(?!-0(?:\\.0*)?$)-?${integer}${scale === 0 ? "" : `\\.\\d{${scale}}`}$`);
}

const example = (scale: number): string => (scale === 0 ? "7" : `0.${"5".padEnd(scale, "0")}`);

/** Returns the decimal type of a schema created by `decimal`, or undefined. */
export function decimalOf(field: z.ZodType): { name: "decimal"; precision: number; scale: number } | undefined {
  const given = field.meta()?.decimal as { precision: number; scale: number } | undefined;
  return given && { name: "decimal", ...given };
}
