import { Socket } from "node:net";
import type { RuntimeEvent, RuntimeToWorker } from "@millrace/protocol";

const FLUSH_AFTER_MS = 3;

/** The runtime's end of the control channel: messages are written in order, events in batches. */
export class Channel {
  readonly #socket: Socket;
  #pending: RuntimeToWorker[] = [];
  #timer: NodeJS.Timeout | undefined;
  #flushing: Promise<void> | undefined;

  #isClosed = false;

  /** @param onBroken called when the worker's end is gone */
  constructor(fd: number, onBroken: () => void) {
    this.#socket = new Socket({ fd, readable: false, writable: true });
    this.#socket.unref();
    this.#socket.on("error", onBroken);
  }

  event(event: RuntimeEvent): void {
    const last = this.#pending.at(-1);
    if (last?.type === "events") last.events.push(event);
    else this.#queue({ type: "events", events: [event] });
  }

  output(message: Extract<RuntimeToWorker, { type: "output" }>): void {
    const last = this.#pending.at(-1);
    if (
      last?.type === "output" &&
      last.step === message.step &&
      last.stepAttempt === message.stepAttempt &&
      last.stream === message.stream
    )
      last.text += message.text;
    else this.#queue(message);
  }

  /** Sends a message at once, after everything before it. */
  send(message: RuntimeToWorker): void {
    this.#pending.push(message);
    this.#write();
  }

  /** Writes what is pending in a microtask; calls of the same turn share one write. */
  flush(): Promise<void> {
    this.#flushing ??= Promise.resolve().then(() => {
      this.#flushing = undefined;
      this.#write();
    });
    return this.#flushing;
  }

  /** Resolves when all is handed to the system; what comes later is dropped. */
  close(): Promise<void> {
    this.#write();
    this.#isClosed = true;
    return new Promise((resolve) => this.#socket.end(resolve));
  }

  #queue(message: RuntimeToWorker): void {
    this.#pending.push(message);
    this.#timer ??= setTimeout(() => this.#write(), FLUSH_AFTER_MS);
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#pending.length === 0 || this.#isClosed) return;
    const lines = this.#pending.map((message) => `${JSON.stringify(message)}\n`).join("");
    this.#pending = [];
    this.#socket.write(lines);
  }
}
