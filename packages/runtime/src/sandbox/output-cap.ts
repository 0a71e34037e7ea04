/** Lets the first bytes of a run's output through. */
export class OutputCap {
  #bytes = 0;
  #isFull = false;

  constructor(private readonly bytesMax: number) {}

  /**
   * Returns what may be sent of a text, in parts of at most `charsMax` characters that cut no character in two. The last
   * part that there is says that the rest is dropped.
   */
  *admit(text: string, charsMax: number): Iterable<string> {
    for (let from = 0; from < text.length && !this.#isFull; ) {
      const part = partOf(text, from, charsMax);
      from += part.length;
      this.#bytes += Buffer.byteLength(part);
      if (this.#bytes <= this.bytesMax) yield part;
      else {
        this.#isFull = true;
        yield `\n[log limit of ${this.bytesMax / 1024 ** 2} MiB reached (runOutputLogBytesMax); further output is discarded]\n`;
      }
    }
  }
}

function partOf(text: string, from: number, charsMax: number): string {
  const part = text.slice(from, from + charsMax);
  const isCut = from + part.length < text.length && /[\ud800-\udbff]$/.test(part);
  return isCut ? part.slice(0, -1) : part;
}
