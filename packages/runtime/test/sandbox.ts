import { type ChildProcess, spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { Assignment, RuntimeEvent, RuntimeToWorker, WorkerToRuntime } from "@millrace/protocol";
import { RuntimeToWorker as RuntimeToWorkerSchema } from "@millrace/protocol";

/** One line of a conversation. */
export type Spoken =
  | { readonly from: "runtime"; readonly message: RuntimeToWorker }
  | { readonly from: "worker"; readonly message: WorkerToRuntime };

type Message<T extends RuntimeToWorker["type"]> = Extract<RuntimeToWorker, { type: T }>;

/** A runtime in a separate process, connected through real pipes. */
export class Sandbox {
  readonly messages: RuntimeToWorker[] = [];
  /** What both sides said, as it went over the pipes. */
  readonly spoken: Spoken[] = [];
  /** Of each message of the runtime. */
  readonly lineBytes: number[] = [];
  readonly exited: Promise<number | null>;
  stray = "";
  readonly #child: ChildProcess;
  readonly #waiting = new Set<() => void>();

  constructor(runtime: string, nodeOptions: readonly string[] = []) {
    this.#child = spawn(process.execPath, [...nodeOptions, runtime], {
      env: { TMPDIR: tmpdir() },
      stdio: ["pipe", "pipe", "pipe", "pipe"],
    });
    this.exited = new Promise((resolve) => this.#child.once("close", resolve));
    for (const stream of [this.#child.stdout, this.#child.stderr]) stream?.on("data", (chunk) => (this.stray += chunk));
    createInterface({ input: this.#child.stdio[3] as Readable }).on("line", (line) => {
      this.lineBytes.push(Buffer.byteLength(line));
      this.spoken.push({ from: "runtime", message: JSON.parse(line) });
      this.messages.push(RuntimeToWorkerSchema.parse(JSON.parse(line)));
      for (const check of this.#waiting) check();
    });
    void this.exited.then(() => {
      for (const check of this.#waiting) check();
    });
  }

  send(message: WorkerToRuntime): void {
    this.spoken.push({ from: "worker", message });
    (this.#child.stdin as Writable).write(`${JSON.stringify(message)}\n`);
  }

  claim(
    bundleDir: string,
    assignment: Assignment,
    rest: { brokerSocket?: string; variables?: Record<string, string>; network?: "direct" | "broker" } = {},
  ): void {
    this.send({
      type: "claim",
      protocol: 1,
      bundleDir,
      brokerSocket: "",
      variables: {},
      network: "direct",
      assignment,
      ...rest,
    });
  }

  /** Waits for the first message of a type and returns it. */
  async message<T extends RuntimeToWorker["type"]>(
    type: T,
    matches: (message: Message<T>) => boolean = () => true,
  ): Promise<Message<T>> {
    let seen = 0;
    const find = (): Message<T> | undefined => {
      for (; seen < this.messages.length; seen++) {
        const message = this.messages[seen] as Message<T>;
        if (message.type === type && matches(message)) return message;
      }
      return undefined;
    };
    return new Promise((resolve, reject) => {
      const check = (): void => {
        const found = find();
        if (found) resolve(found);
        else if (this.#child.exitCode !== null || this.#child.signalCode !== null)
          reject(new Error(`the runtime ended without "${type}": ${this.stray}`));
        else return;
        this.#waiting.delete(check);
      };
      this.#waiting.add(check);
      check();
    });
  }

  get events(): RuntimeEvent[] {
    return this.messages.flatMap((message) => (message.type === "events" ? message.events : []));
  }

  /** Closes the worker's end of the pipe. */
  hangUp(): void {
    this.#child.stdin?.end();
  }
}
