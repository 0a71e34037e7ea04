/** Job whose only step logs when it starts, on the clock that all processes of a machine share. */
export const FIRST_INSTRUCTION = { job: "first_instruction", message: "begun" } as const;

const firstInstruction = `
export const firstInstruction = job("${FIRST_INSTRUCTION.job}", {}, (g) => {
  g.call(op("begin", {}, ({ log }) => {
    const at = Number(process.hrtime.bigint()) / 1e6;
    log.info("${FIRST_INSTRUCTION.message}", { at });
    return null;
  }));
});`;

/** Lengths of the jobs `chain_<length>`, in which each step waits for the previous one and returns a number. */
const CHAINS = [1, 3, 40];
const LONG_CHAINS = [1, 40, 1_000];

/** A code location with a few short jobs. */
export const jobsSource = `
${chainsSource(CHAINS)}
${firstInstruction}
`;

/** A code location with a job of 1,000 steps. */
export const longJobsSource = chainsSource(LONG_CHAINS);

function chainsSource(lengths: readonly number[]): string {
  return `
import { job, op } from "@millrace/sdk";

const start = op("start", {}, () => 1);
const step = op("step", {}, () => 2);
const chain = (length: number) =>
  job(\`chain_\${length}\`, {}, (g) => {
    let last = g.call(start);
    for (let index = 1; index < length; index++) last = g.after(last).call(step);
  });
${lengths.map((length) => `export const chain${length} = chain(${length});`).join("\n")}
`;
}

const FUNCTION_CHARS = 400;

/** Returns the job with about `bytes` of other code, as an ordinary library would add. */
export function largeSources(bytes: number): Record<string, string> {
  const functions = Array.from({ length: Math.ceil(bytes / FUNCTION_CHARS) }, (_, n) => functionSource(n));
  return {
    "src/jobs.ts": `
import { job, op } from "@millrace/sdk";
import { library } from "./library";
${firstInstruction}
export const librarySize = job("library_size", {}, (g) => {
  g.call(op("size", {}, () => library.length));
});`,
    "src/library.ts": `export const library = [\n${functions.join(",\n")}\n];\n`,
  };
}

const functionSource = (n: number): string => `function transform${n}(rows: readonly { id: number; total: number }[]) {
  const byKey = new Map<string, number>();
  for (const row of rows) {
    const key = "k${n}-" + (row.id % ${(n % 17) + 2});
    byKey.set(key, (byKey.get(key) ?? ${n % 5}) + row.total * ${n % 13});
  }
  return [...byKey].filter(([, total]) => total > ${n}).map(([key, total]) => ({ key, total, source: "transform ${n}" }));
}`;

/** Returns a code location with many assets in files of 50, each with up to two deps in the previous file. */
export function assetSources(count: number): Record<string, string> {
  const perFile = 50;
  const files: Record<string, string> = {};
  for (let file = 0; file * perFile < count; file++) {
    const lines = Array.from({ length: Math.min(perFile, count - file * perFile) }, (_, at) => {
      const n = file * perFile + at;
      const deps = file === 0 ? [] : [n - perFile, n - perFile + ((at + 1) % perFile) - at].map((it) => `asset${it}`);
      const total = deps.map((dep) => `inputs.${dep}.total`).join(" + ") || "1";
      return `export const asset${n} = asset("asset_${n}", { deps: { ${[...new Set(deps)].join(", ")} }, group: "layer_${file}", owners: ["team:data"], kinds: ["table"] }, (${deps.length ? "{ inputs }" : ""}) => ({ total: ${total}, name: "asset ${n}" }));`;
    });
    const names = Array.from({ length: perFile }, (_, at) => `asset${(file - 1) * perFile + at}`).join(", ");
    const imports = file === 0 ? "" : `import { ${names} } from "./layer-${file - 1}";\n`;
    files[`src/layer-${file}.ts`] = `import { asset } from "@millrace/sdk";\n${imports}${lines.join("\n")}\n`;
  }
  return files;
}
