/** Type inference goals of job graphs: this file compiles if they hold. It never runs. */

import { type Graph, job, op, type Ref } from "@millrace/sdk";
import { z } from "zod";
import { typed } from "./typed";

const load = op("load", { input: z.string() }, ({ input }) => ({ file: input, rows: 1 }));
const publish = op(
  "publish",
  { input: z.object({ rows: z.number(), files: z.array(z.object({ file: z.string(), rows: z.number() })) }) },
  () => null,
);

const route = op("route", { input: z.number() }, ({ input }): { big?: { rows: number }; all: string[] } =>
  input > 10 ? { big: { rows: input }, all: [] } : { all: [] },
);
export const branches = job("branches", {}, (g) => {
  const routed = g.call(route, 3);
  const big = g.optional(routed, "big");
  typed<typeof big, Ref<{ rows: number }>>(true);
  g.call(publish, { rows: g.pick(big, "rows"), files: g.map(g.pick(routed, "all"), load) });
  // @ts-expect-error an optional output needs optional(), not pick()
  g.call(publish, { rows: g.pick(g.pick(routed, "big"), "rows"), files: [] });
  // @ts-expect-error unknown output
  g.optional(routed, "small");
});

const nested = (g: Graph<undefined>, file: Ref<string>): Ref<number> =>
  g.pick(g.within("inner").call(load, file), "rows");
export const whole = job("whole", { input: z.object({ file: z.string(), n: z.number().optional() }) }, (g) => {
  typed<typeof g.input, Ref<{ file: string; n?: number | undefined }>>(true);
  typed<ReturnType<typeof g.map<string, { file: string; rows: number }>>, Ref<{ file: string; rows: number }[]>>(true);
  g.after(g.call(load, g.pick(g.input, "file"))).call(route, g.optional(g.input, "n"));
  // @ts-expect-error not a list
  g.map(g.pick(g.input, "file"), load);
  // @ts-expect-error items of the wrong type
  g.map(g.pick(g.call(route, 1), "all"), route);
});
export const outer = job("outer", {}, (g) => {
  typed<ReturnType<typeof nested>, Ref<number>>(true);
  g.call(publish, { rows: nested(g, g.pick(g.call(load, "a"), "file")), files: [] });
});
