import { LIMITS } from "@millrace/core";
import type { Mask } from "@millrace/core/secrets";

export type Piece = { readonly text: string; readonly bytes: number; readonly lines: number };

const TRUNCATED = ` … [truncated: lines are limited to ${LIMITS.logLineBytesMax / 1024} KiB (logLineBytesMax)]`;

/** Collects the text of one stream and returns it by whole lines, so that a secret is never split. */
export class LineBuffer {
  #complete: string[] = [];
  #rest = "";
  #isTruncating = false;
  readonly #mask: Mask;

  constructor(mask: Mask) {
    this.#mask = mask;
  }

  add(text: string): void {
    const lines = text.split("\n");
    const last = lines.pop() as string;
    for (const line of lines) {
      this.#append(line);
      this.#complete.push(`${this.#rest}\n`);
      this.#rest = "";
      this.#isTruncating = false;
    }
    this.#append(last);
  }

  #append(text: string): void {
    if (this.#isTruncating) return;
    this.#rest += text;
    if (this.#rest.length <= LIMITS.logLineBytesMax) return;
    this.#rest = this.#mask.cut(this.#rest.slice(0, LIMITS.logLineBytesMax)) + TRUNCATED;
    this.#isTruncating = true;
  }

  /** True while a line has begun and not ended. */
  get hasRest(): boolean {
    return this.#rest !== "";
  }

  /**
   * Returns what has gathered.
   * @param rest what to do with a line that hasn't ended: keep it; show it, except an end that may be the first half of a
   * secret; or show all of it, because nothing follows
   */
  take(rest: "keep" | "show" | "end"): Piece | undefined {
    const lines = this.#complete.length;
    const held = rest === "show" ? this.#mask.secretStart(this.#rest) : 0;
    const shown = rest === "keep" ? "" : this.#rest.slice(0, this.#rest.length - held);
    const gathered = [...this.#complete, shown].join("");
    const text = rest === "end" ? this.#mask.cut(gathered) : this.#mask(gathered);
    this.#complete = [];
    this.#rest = this.#rest.slice(shown.length);
    return text === "" ? undefined : { text, bytes: Buffer.byteLength(text), lines };
  }
}
