import { readFileSync } from "node:fs";
import { bundleCli, linkCli } from "./bundle-cli";
import { buildPackages } from "./packages";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
};
await bundleCli(version);
await linkCli();
await buildPackages(version);
