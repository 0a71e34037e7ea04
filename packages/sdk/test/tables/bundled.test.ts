import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, test } from "vitest";

/** Returns the module paths in a bundle of this code, bundled as by `millrace push`. */
async function bundled(code: string): Promise<string[]> {
  const { metafile } = await build({
    stdin: { contents: code, loader: "ts", resolveDir: fileURLToPath(new URL(".", import.meta.url)) },
    outfile: "main.cjs",
    bundle: true,
    write: false,
    metafile: true,
    format: "cjs",
    platform: "node",
    target: "node20",
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  return inputs.flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : []));
}

const parquetParts = (paths: string[]) => paths.filter((path) => /hyparquet|tables\/parquet/.test(path));
const csvParts = (paths: string[]) => paths.filter((path) => /tables\/csv/.test(path));

test("a bundle includes only the table formats it uses", async () => {
  const table = (format: string) => `
    import { asset } from "@millrace/sdk";
    import { ${format} } from "@millrace/sdk/tables";
    import { z } from "zod";
    export const orders = asset("orders", { io: ${format}(z.object({ id: z.int() })) }, () => []);`;
  const [none, csv, parquet] = await Promise.all([
    bundled('import { asset } from "@millrace/sdk"; export const one = asset("one", {}, () => 1);'),
    bundled(table("csv")),
    bundled(table("parquet")),
  ]);
  expect(none.filter((path) => path.includes("tables"))).toEqual([]);
  expect(csvParts(csv)).not.toEqual([]);
  expect(parquetParts(csv)).toEqual([]);
  expect(parquetParts(parquet)).not.toEqual([]);
  expect(csvParts(parquet)).toEqual([]);
});
