import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const MODULE = new URL("../src/unhandled-rejections.ts", import.meta.url).href;

test("logs an unhandled rejection with its context, and the process continues", () => {
  const script = `
    import { logUnhandledRejections, withLogContext } from ${JSON.stringify(MODULE)};
    logUnhandledRejections({ error: (fields) => console.log(JSON.stringify({ runId: fields.runId, message: fields.err.message })) });
    withLogContext({ runId: "run_a" }, () => setTimeout(() => void Promise.reject(new Error("forgotten")), 1));
    setTimeout(() => console.log("still here"), 50);
  `;
  const output = execFileSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    encoding: "utf8",
  });
  expect(output.trim().split("\n")).toEqual(['{"runId":"run_a","message":"forgotten"}', "still here"]);
});
