/** Size of the value that passes from `large` to `measured`. */
export const VALUE_BYTES = 1024 ** 3;
export const TABLE_ROWS = 2_000_000;

/** A code location with a large value and a large table, and assets that read them and log their memory. */
export const valuesSource = `
import { asset, assetJob, io, meta } from "@millrace/sdk";
import { parquet } from "@millrace/sdk/tables";
import { z } from "zod";

const PIECE_BYTES = 1024 * 1024;
const peak = () => ({ peak: meta.bytes(process.resourceUsage().maxRSS * 1024) });

export const large = asset("large", { io: io.stream() }, async function* () {
  for (let piece = 0; piece < ${VALUE_BYTES} / PIECE_BYTES; piece++) yield Buffer.alloc(PIECE_BYTES, piece);
});
export const measured = asset("measured", { deps: { large } }, async ({ inputs, metadata }) => {
  let bytes = 0;
  for await (const chunk of inputs.large) bytes += chunk.length;
  if (bytes !== ${VALUE_BYTES}) throw new Error("only " + bytes + " bytes came");
  metadata(peak());
  return bytes;
});
export const passValue = assetJob("pass_value", { select: [large, measured] });

const Reading = z.object({ id: z.int(), sensor: z.string(), at: z.date(), value: z.number() });
export const readings = asset("readings", { io: parquet(Reading) }, async function* () {
  for (let id = 0; id < ${TABLE_ROWS}; id++)
    yield { id, sensor: "sensor " + (id % 1000), at: new Date(1_700_000_000_000 + id * 1000), value: id / 7 };
});
export const total = asset("total", { deps: { readings } }, async ({ inputs, metadata }) => {
  let rows = 0;
  for await (const _ of inputs.readings) rows++;
  if (rows !== ${TABLE_ROWS}) throw new Error("only " + rows + " rows came");
  metadata(peak());
  return rows;
});
export const passTable = assetJob("pass_table", { select: [readings, total] });
`;
