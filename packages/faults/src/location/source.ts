/** Jobs `fails_1`, `fails_2` … whose incidents have nothing to do with each other. */
export const FAILING_JOBS = 6;

/**
 * The code location that every scenario launches. `chain` is ordinary work in three steps. `code` evaluates what its
 * input says, which is how a scenario does in a sandbox what a hostile author could do.
 */
export const locationSource = `
import * as child_process from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as worker_threads from "node:worker_threads";
import { job, op } from "@millrace/sdk";
import { z } from "zod";

const Work = z.object({ ms: z.number().default(300), lines: z.number().default(4) });
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const work = async ({ input, log }: { input: z.infer<typeof Work>; log: { info(message: string, fields?: object): void } }) => {
  for (let line = 1; line <= input.lines; line++) {
    log.info("at work", { line });
    console.log("line", line);
    await sleep(input.ms / input.lines);
  }
  return input.lines;
};
const first = op("first", { input: Work }, work);
const second = op("second", { input: Work }, work);
const third = op("third", { input: Work }, work);

export const chain = job("chain", { input: Work }, (g) => {
  const one = g.call(first, g.input);
  const two = g.after(one).call(second, g.input);
  g.after(two).call(third, g.input);
});

const sharing = op("sharing", { input: Work, pool: "narrow" }, work);
export const pooled = job("pooled", { input: Work }, (g) => {
  g.call(sharing, g.input);
});

/** Writes raw text to the channel between the sandbox and its worker, as native code of an author can. */
const toChannel = (text: string) => {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += fs.writeSync(3, bytes, at, Math.min(65536, bytes.length - at));
    } catch (error) {
      if ((error as { code?: string }).code !== "EAGAIN") throw error;
    }
  }
};
const Code = z.object({ code: z.string() });
const evaluate = op("evaluate", { input: Code }, async ({ input, log, signal }) => {
  const names = ["fs", "child_process", "worker_threads", "toChannel", "sleep", "log", "signal", "tmp"];
  const body = new Function(...names, "return (async () => {" + input.code + "})()");
  return (await body(fs, child_process, worker_threads, toChannel, sleep, log, signal, os.tmpdir())) ?? null;
});
export const code = job("code", { input: Code }, (g) => {
  g.call(evaluate, g.input);
});

const broken = op("broken", { owners: ["team:data"] }, () => {
  throw new Error("It fails on purpose");
});
const failing = (name: string) => job(name, {}, (g) => { g.call(broken); });
export const fails = failing("fails");
${Array.from({ length: FAILING_JOBS }, (_, n) => `export const fails${n + 1} = failing("fails_${n + 1}");`).join("\n")}

const slowly = op("slowly", { input: z.object({ text: z.string().regex(/^(a+)+$/) }) }, ({ input }) => input.text.length);
export const matched = job("matched", { input: z.object({ text: z.string().regex(/^(a+)+$/) }) }, (g) => {
  g.call(slowly, g.input);
});
`;
