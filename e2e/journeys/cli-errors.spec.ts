import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { addEditor } from "../support/member";
import { millrace } from "../support/millrace";
import { expect, test } from "../support/test";

const ORDERS = `import { asset } from "@millrace/sdk";
export const orders = asset("orders", {}, () => [1]);
`;
const UNKNOWN_TOKEN = /error\[token_(invalid|malformed)\]/;

test("gives the next step and an exit code for the most common first CLI errors", async ({
  org,
  stack,
  cli,
  project,
}) => {
  const sales = project("sales", {
    "src/orders.ts": ORDERS,
    "millrace.config.ts": `import { defineConfig } from "@millrace/sdk/config";
export default defineConfig({ location: "sales", team: "ingest" });
`,
  });
  const as = (token: string, args: string[], url = stack.url) =>
    millrace(args, { cwd: sales.dir, env: { MILLRACE_URL: url, MILLRACE_TOKEN: token } });

  const wrong = await as(`${org.token.slice(0, -6)}AAAAAA`, ["push"]);
  expect(wrong.code).toBe(4);
  expect(wrong.stderr).toMatch(UNKNOWN_TOKEN);

  const nobody = await as(org.token, ["whoami"], "http://127.0.0.1:9");
  expect(nobody.code).toBe(1);
  expect(nobody.stderr).toContain("error[server_unreachable]");
  expect(nobody.stderr).toContain("Check that the server is running");

  const unknown = await cli(["push", "--deployment", "prodution"], sales);
  expect(unknown.code).toBe(3);
  expect(unknown.stderr).toContain("error[deployment_not_found]");

  expect((await cli(["push"], sales)).code).toBe(0);
  const editor = await addEditor(stack, org.organization);
  const taken = await as(editor.token, ["push"]);
  expect(taken.code).not.toBe(0);
  expect(taken.stderr).toContain("error[location_name_taken]");
  expect(taken.stderr).toContain("Choose another `location` in millrace.config.ts");
});

test("rejects a bundle that is too large before uploading it and lists its largest files", async ({ cli, project }) => {
  const heavy = project("heavy", {
    "src/orders.ts": ORDERS,
    "millrace.config.ts": `import { defineConfig } from "@millrace/sdk/config";
export default defineConfig({ location: "heavy", data: ["noise.bin"] });
`,
  });
  writeFileSync(join(heavy.dir, "noise.bin"), randomBytes(51 * 1024 * 1024));
  const { code, stderr } = await cli(["push"], heavy);
  expect(code).toBe(6);
  expect(stderr).toContain("error[bundle_too_large]");
  expect(stderr).toContain("bundlePackedBytesMax");
  expect(stderr).toContain("noise.bin 51 MiB");
});
