/** Returns the files of a new code location, by path, and the asset that its example starts with. */
export function scaffold(options: { readonly name: string; readonly server: string }) {
  const { name, server } = options;
  // Asset keys are unique within a deployment, so the folder keeps those of two new locations apart.
  const folder = name.replaceAll("-", "_");
  const files: Record<string, string> = {
    "package.json": json({
      name,
      private: true,
      type: "module",
      engines: { node: ">=20.19" },
      scripts: { check: "millrace check && tsc --noEmit", test: "vitest run", push: "millrace push" },
      dependencies: { "@millrace/sdk": `${server}/packages/millrace-sdk.tgz`, zod: "^4.0.0" },
      devDependencies: {
        "@millrace/testing": `${server}/packages/millrace-testing.tgz`,
        "@types/node": "^20.0.0",
        millrace: `${server}/packages/millrace.tgz`,
        typescript: ">=5.9",
        vitest: "^4.0.0",
      },
    }),
    "tsconfig.json": json({
      compilerOptions: {
        target: "ES2023",
        module: "ESNext",
        moduleResolution: "Bundler",
        strict: true,
        skipLibCheck: true,
        noEmit: true,
        types: ["node"],
      },
      include: ["src", "millrace.config.ts"],
    }),
    "millrace.config.ts": `import { defineConfig } from "@millrace/sdk/config";

export default defineConfig({
  location: ${JSON.stringify(name)},
});
`,
    "src/hello.ts": hello(folder),
    "src/hello.test.ts": helloTest(folder),
    ".gitignore": "node_modules/\n.env*\n",
    ".github/workflows/millrace.yml": workflow(server),
  };
  return { files, firstAsset: `${folder}/hello` };
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const hello = (folder: string): string => `import { asset, check } from "@millrace/sdk";

export const hello = asset("${folder}/hello", { description: "Names to greet" }, ({ log }) => {
  log.info("hello from the sandbox");
  return ["Ada", "Grace", "Edsger"];
});

export const greetings = asset("${folder}/greetings", { deps: { names: hello } }, ({ inputs, metadata }) => {
  const lines = inputs.names.map((name) => \`Good morning, \${name}!\`);
  metadata({ count: lines.length, first: lines[0] ?? "" });
  return lines;
});

export const everyoneGreeted = check(greetings, "everyone_greeted", { severity: "error" }, ({ value }) => ({
  passed: value.length === 3,
  metadata: { count: value.length },
}));
`;

const helloTest = (folder: string): string => `import { materialize } from "@millrace/testing";
import { expect, test } from "vitest";
import { greetings, hello } from "./hello";

test("everyone is greeted", async () => {
  const run = await materialize([hello, greetings]);
  expect(run.value("${folder}/greetings")).toContain("Good morning, Ada!");
});
`;

const workflow = (server: string): string => `name: millrace
on:
  push:
    branches: [main]
jobs:
  push:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 22 }
      - run: npm install
      - run: npm test
      - run: npx millrace push --external-id "$GITHUB_SHA"
        env:
          MILLRACE_URL: ${server}
          MILLRACE_TOKEN: \${{ secrets.MILLRACE_TOKEN }}
`;
