// Speaks the runtime's side of the protocol: runs the code of the variable CODE and answers with its JSON.
const fs = require("node:fs");
const readline = require("node:readline");

const send = (message) => fs.writeSync(3, `${JSON.stringify(message)}\n`);
const AsyncFunction = (async () => {}).constructor;

send({ type: "ready", protocol: 1, node: process.version });
const lines = readline.createInterface({ input: process.stdin });
lines.on("close", () => process.exit(0));
lines.on("line", async (line) => {
  const message = JSON.parse(line);
  if (message.type !== "claim") return;
  try {
    const run = new AsyncFunction("require", "claim", "send", message.variables.CODE);
    const value = await run(require, message, send);
    send({ type: "output", stream: "stdout", text: JSON.stringify(value ?? null) });
    send({ type: "runDone", outcome: "success" });
  } catch (error) {
    send({
      type: "runDone",
      outcome: "failure",
      error: { name: error.name, message: error.message, code: error.code },
    });
  }
  process.exit(0);
});
