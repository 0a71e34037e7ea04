import { LIMITS } from "@millrace/core";
import type { Mask } from "./secret-mask";

export type Piece = { readonly text: string; readonly bytes: number; readonly lines: number };

const CUT = ` … [truncated: lines are limited to ${LIMITS.logLineBytesMax / 1024} KiB (logLineBytesMax)]`;

/** Collects text of one stream and gives it out by whole lines, so that a secret is never torn apart. */
export class LineBuffer {
  #complete: string[] = [];
  #rest = "";
  #isCutting = false;
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
      this.#isCutting = false;
    }
    this.#append(last);
  }

  #append(text: string): void {
    if (this.#isCutting) return;
    this.#rest += text;
    if (this.#rest.length <= LIMITS.logLineBytesMax) return;
    this.#rest = this.#rest.slice(0, LIMITS.logLineBytesMax) + CUT;
    this.#isCutting = true;
  }

  /** True while a line has begun and not ended. */
  get hasRest(): boolean {
    return this.#rest !== "";
  }

  /** What has gathered; the line that is not finished only when asked for. */
  take(withRest: boolean): Piece | undefined {
    const lines = this.#complete.length;
    const parts = withRest ? [...this.#complete, this.#rest] : this.#complete;
    const text = this.#mask(parts.join(""));
    this.#complete = [];
    if (withRest) this.#rest = "";
    return text === "" ? undefined : { text, bytes: Buffer.byteLength(text), lines };
  }
}
