import { assetJob, job, op, schedule } from "@millrace/sdk";
import { z } from "zod";
import { RULES } from "./rules";

export const ingestionJob = assetJob("ingestion_job", {
  select: "group:raw",
  description: "Fetches store data.",
  owners: ["team:retail-ingest"],
});

export const transformationJob = assetJob("transformation_job", {
  select: "group:staging or group:marts",
  description: "Cleans sales data and builds the marts.",
  owners: ["team:retail-analytics"],
});

const TABLES = ["sales", "inventory"] as const;

const listRules = op("list_rules", { input: z.object({ table: z.enum(TABLES).optional() }) }, ({ input }) =>
  Object.entries(RULES)
    .filter(([, rule]) => input.table === undefined || rule.table === input.table)
    .map(([name]) => name),
);

const checkRule = op("check_rule", { input: z.string(), retry: { max: 1 } }, ({ input, log }) => {
  const offenders = RULES[input]?.offenders() ?? [];
  log.info(`${input}: ${offenders.length} offenders`);
  return { rule: input, ok: offenders.length === 0 };
});

const summarize = op(
  "summarize",
  { input: z.object({ results: z.array(z.object({ rule: z.string(), ok: z.boolean() })) }) },
  ({ input, log }) => {
    const broken = input.results.filter((result) => !result.ok);
    log.info("rules checked", { rules: input.results.length, broken: broken.length });
    return { rules: input.results.length, broken: broken.map((result) => result.rule) };
  },
);

export const dataQualityJob = job(
  "data_quality_job",
  {
    description: "Checks each data quality rule in a separate step.",
    owners: ["team:retail-analytics"],
    input: z.object({ table: z.enum(TABLES).optional().describe("only the rules of this table") }),
  },
  (graph) => {
    const rules = graph.call(listRules, graph.input);
    graph.call(summarize, { results: graph.map(rules, checkRule, { concurrency: 2 }) });
  },
);

export const nightlyIngestion = schedule("nightly_ingestion", {
  cron: "0 2 * * *",
  timeZone: "Europe/London",
  target: ingestionJob,
});
