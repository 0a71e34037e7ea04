import { mkdtempSync, readFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSecureContext, TLSSocket } from "node:tls";
import { PlanStep } from "@millrace/protocol";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildRuntime } from "../build/build-runtime";
import { buildBundle } from "./build-bundle";
import { FakeBroker } from "./fake-broker";
import { Sandbox } from "./sandbox";

const dir = mkdtempSync(join(tmpdir(), "millrace-network-"));
const broker = new FakeBroker(join(dir, "broker.sock"));
const program = join(dir, "program");
let bundle: string;
const pem = (name: string): Buffer => readFileSync(new URL(`./fixtures/tls/${name}.pem`, import.meta.url));

const greet = (socket: Socket): void => {
  socket.write("welcome; ");
  socket.once("data", (chunk) => socket.end(`you said ${chunk}`));
  socket.resume();
};
const answer: RequestListener = (request, response) =>
  response.setHeader("connection", "close").end(`${request.headers.host}${request.url}`);

beforeAll(async () => {
  const secureContext = createSecureContext({ key: pem("key"), cert: pem("cert") });
  const web = createServer(answer);
  broker.routes.set("db.example.com:5432", greet);
  broker.routes.set("tls.example.com:443", (socket) => greet(new TLSSocket(socket, { isServer: true, secureContext })));
  broker.routes.set("web.example.com:80", (socket) => {
    web.emit("connection", socket);
    socket.resume();
  });
  await Promise.all([buildRuntime(program), broker.listen()]);
  bundle = await buildBundle(join(dir, "bundle"), ["network.ts"]);
});
afterAll(() => broker.close());

async function run(key: string) {
  const sandbox = new Sandbox(join(program, "start.cjs"));
  const steps = [PlanStep.parse({ key, kind: "asset", definition: key })];
  sandbox.claim(
    bundle,
    {
      kind: "run",
      runId: "run_1",
      attempt: 1,
      plan: { steps },
      partitionKeys: [],
      tags: {},
      deployment: "d",
      location: "l",
      reuse: {},
      state: {},
    },
    { brokerSocket: broker.path, network: "broker" },
  );
  const done = await sandbox.message("runDone");
  const succeeded = sandbox.events.find((event) => event.type === "stepSucceeded");
  return { done, value: succeeded?.type === "stepSucceeded" ? succeeded.output?.inline : undefined };
}

it.each([
  ["plain", "welcome; you said hello"],
  ["late", "welcome; you said late"],
  ["resolved", "welcome; you said by address"],
  ["secure", "welcome; you said secret"],
  ["fetched", "web.example.com/path"],
  ["requested", "web.example.com/old"],
  ["own", "loopback"],
])("connects to allowed hosts: %s", async (key, expected) => {
  const { done, value } = await run(key);
  expect(done).toEqual({ type: "runDone", outcome: "success" });
  expect(value).toBe(JSON.stringify(expected));
});

it("reports why a connection was refused", async () => {
  const { done } = await run("denied");
  expect(done.error).toMatchObject({
    code: "EACCES",
    message: "10.0.0.1:80 is not on the allowlist",
  });
});

it.each(["alone", "named"])("explains that the sandbox's loopback isn't the host's: %s", async (key) => {
  const { done } = await run(key);
  expect(done.error).toMatchObject({
    code: "ECONNREFUSED",
    message: expect.stringMatching(
      /^connect ECONNREFUSED localhost:\d+: nothing is listening on that port in the sandbox/,
    ),
  });
});
