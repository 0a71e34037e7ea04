import { LIMITS } from "@millrace/core";
import type { RuntimeEvent, RuntimeToWorker } from "@millrace/protocol";
import { eventText } from "./event-text";
import { OutputCap } from "./output-cap";
import { writeFully } from "./write-fully";

const FLUSH_AFTER_MS = 3;
/** A message, and what gathers before it is written, has about this many characters: 256 KiB, or less than 1 MiB escaped. */
const GATHERED_CHARS_MAX = 128 * 1024;

type Output = Extract<RuntimeToWorker, { type: "output" }>;
type Source = Omit<Output, "type" | "text">;
type Gathering =
  | { readonly type: "events"; readonly events: string[]; chars: number }
  | { readonly type: "output"; readonly source: Source; text: string; chars: number };

/**
 * The runtime's end of the control channel. Messages are written in order, small events and pieces of text together. When
 * much has gathered it is written at once, and the caller waits for the worker: nothing that code says without a pause
 * fills the memory.
 */
export class Channel {
  #lines: string[] = [];
  #lineChars = 0;
  #gathering: Gathering | undefined;
  #timer: NodeJS.Timeout | undefined;
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
    if (gathering?.type === "events" && gathering.chars + text.length <= GATHERED_CHARS_MAX) {
      gathering.events.push(text);
      gathering.chars += text.length;
    } else {
      this.#seal();
      this.#gathering = { type: "events", events: [text], chars: text.length };
    }
    this.#writeSoon();
  }

  /** Takes text up to the limit of a run; from there on it is dropped, with one note. */
  output({ type: _, text, ...source }: Output): void {
    for (const part of this.#cap.admit(text, GATHERED_CHARS_MAX)) this.#text(source, part);
  }

  /** Sends a message at once, after everything before it. */
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

  #text(source: Source, text: string): void {
    const gathering = this.#gathering;
    if (
      gathering?.type === "output" &&
      gathering.source.step === source.step &&
      gathering.source.stepAttempt === source.stepAttempt &&
      gathering.source.stream === source.stream &&
      gathering.chars + text.length <= GATHERED_CHARS_MAX
    ) {
      gathering.text += text;
      gathering.chars += text.length;
    } else {
      this.#seal();
      this.#gathering = { type: "output", source, text, chars: text.length };
    }
    this.#writeSoon();
  }

  /** Makes a line of what gathers. */
  #seal(): void {
    const gathering = this.#gathering;
    this.#gathering = undefined;
    if (gathering === undefined) return;
    if (gathering.type === "events") this.#line(`{"type":"events","events":[${gathering.events.join(",")}]}`);
    else this.#line(JSON.stringify({ type: "output", ...gathering.source, text: gathering.text }));
  }

  #line(line: string): void {
    this.#lines.push(line, "\n");
    this.#lineChars += line.length;
  }

  #writeSoon(): void {
    if (this.#lineChars + (this.#gathering?.chars ?? 0) > GATHERED_CHARS_MAX) this.#write();
    else this.#timer ??= setTimeout(() => this.#write(), FLUSH_AFTER_MS);
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
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
