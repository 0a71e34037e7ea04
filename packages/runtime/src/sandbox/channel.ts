import { LIMITS } from "@millrace/core";
import type { RuntimeEvent, RuntimeToWorker } from "@millrace/protocol";
import { eventText } from "./event-text";
import { OutputCap } from "./output-cap";
import { writeFully } from "./write-fully";

/** A message, and what gathers before it is written, has about this many characters: 256 KiB, or less than 1 MiB escaped. */
const GATHERED_CHARS_MAX = 128 * 1024;

type Output = Extract<RuntimeToWorker, { type: "output" }>;
type Gathering = { readonly events: string[]; chars: number };

/**
 * The runtime's end of the control channel. Messages are written in order. Output and logs are handed to the system
 * before the call returns, so that they aren't lost when the process ends in the next line. The caller waits while the
 * worker is behind, so that they don't fill the memory either. Other events share a write per turn.
 */
export class Channel {
  #lines: string[] = [];
  #lineChars = 0;
  #gathering: Gathering | undefined;
  #flushing: Promise<void> | undefined;
  #isClosed = false;
  readonly #cap = new OutputCap(LIMITS.runOutputLogBytesMax);

  /** @param onBroken called when the worker's end is gone */
  constructor(
    private readonly fd: number,
    private readonly onBroken: () => void,
  ) {}

  event(event: RuntimeEvent): void {
    const text = eventText(event);
    const gathering = this.#gathering;
    if (gathering && gathering.chars + text.length <= GATHERED_CHARS_MAX) {
      gathering.events.push(text);
      gathering.chars += text.length;
    } else {
      this.#seal();
      this.#gathering = { events: [text], chars: text.length };
    }
    if (event.type === "log" || this.#lineChars + text.length > GATHERED_CHARS_MAX) this.#write();
    else void this.flush();
  }

  /** Takes text up to the limit of a run; from there on it is dropped, with one note. */
  output({ type: _, text, ...source }: Output): void {
    for (const part of this.#cap.admit(text, GATHERED_CHARS_MAX)) {
      this.#seal();
      this.#line(JSON.stringify({ type: "output", ...source, text: part }));
      this.#write();
    }
  }

  /** Sends a message immediately, after everything before it. */
  send(message: RuntimeToWorker): void {
    this.#seal();
    this.#line(JSON.stringify(message));
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

  /** Hands everything to the system; what comes later is dropped. */
  close(): void {
    this.#write();
    this.#isClosed = true;
  }

  /** Makes a line of what gathers. */
  #seal(): void {
    const gathering = this.#gathering;
    this.#gathering = undefined;
    if (gathering === undefined) return;
    this.#line(`{"type":"events","events":[${gathering.events.join(",")}]}`);
  }

  #line(line: string): void {
    this.#lines.push(line, "\n");
    this.#lineChars += line.length;
  }

  #write(): void {
    this.#seal();
    const text = this.#lines.join("");
    this.#lines = [];
    this.#lineChars = 0;
    if (text === "" || this.#isClosed) return;
    try {
      writeFully(this.fd, Buffer.from(text));
    } catch {
      this.onBroken();
    }
  }
}
