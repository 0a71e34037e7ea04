import { DomainError } from "@millrace/core/errors";

/** Text of a cell, or null if it is empty and unquoted. */
export type Cell = string | null;
export type CsvRecord = readonly Cell[];

const QUOTE = '"'.charCodeAt(0);
const COMMA = ",".charCodeAt(0);
const LINE_FEED = "\n".charCodeAt(0);
const CARRIAGE_RETURN = "\r".charCodeAt(0);

/**
 * Splits CSV text (RFC 4180) into records, chunk by chunk. Of the libraries, only `csv-parse` distinguishes an empty
 * cell from a quoted one, and then takes ten times as long.
 */
export class CsvRecords {
  #records: Cell[][] = [];
  #cells: Cell[] = [];
  #text = "";
  /**
   * Position within a cell at the end of the last chunk. `quote`: after a quote that ends the cell, unless another
   * quote follows.
   */
  #position: "start" | "plain" | "quoted" | "quote" = "start";
  /** True if a carriage return ended the last chunk: the next one can begin with its line feed. */
  #afterReturn = false;
  #number = 1;

  /** Returns the records that end in this chunk of text. */
  push(piece: string): readonly CsvRecord[] {
    let at = 0;
    while (at < piece.length) at = this.#read(piece, at);
    return this.#take();
  }

  /** Returns the last record, if no line break ended it. */
  end(): readonly CsvRecord[] {
    if (this.#position === "quoted") throw this.#malformed("the last quote is never closed");
    if (this.#position !== "start" || this.#cells.length > 0) this.#endRecord();
    return this.#take();
  }

  #take(): readonly CsvRecord[] {
    const records = this.#records;
    this.#records = [];
    return records;
  }

  /** Reads on from a position in the chunk and returns the next position. */
  #read(piece: string, at: number): number {
    switch (this.#position) {
      case "start":
        return this.#readStart(piece, at);
      case "plain":
        return this.#readPlain(piece, at);
      case "quoted":
        return this.#readQuoted(piece, at);
      case "quote":
        if (piece.charCodeAt(at) !== QUOTE) return this.#readEnd(piece, at);
        this.#text += '"';
        this.#position = "quoted";
        return at + 1;
    }
  }

  #readStart(piece: string, at: number): number {
    const code = piece.charCodeAt(at);
    const isSecondOfNewLine = this.#afterReturn && code === LINE_FEED;
    this.#afterReturn = false;
    if (isSecondOfNewLine) return at + 1;
    this.#position = code === QUOTE ? "quoted" : "plain";
    return code === QUOTE ? at + 1 : at;
  }

  #readPlain(piece: string, from: number): number {
    let at = from;
    while (at < piece.length && !endsPlain(piece.charCodeAt(at))) at++;
    this.#text += piece.slice(from, at);
    return at < piece.length ? this.#readEnd(piece, at) : at;
  }

  #readQuoted(piece: string, from: number): number {
    const close = piece.indexOf('"', from);
    if (close >= 0) this.#position = "quote";
    const end = close < 0 ? piece.length : close;
    this.#text += piece.slice(from, end);
    return end + 1;
  }

  /** Reads the comma or line break that ends a cell and returns the next position. */
  #readEnd(piece: string, at: number): number {
    const code = piece.charCodeAt(at);
    if (code === COMMA) this.#endCell();
    else if (code === LINE_FEED || code === CARRIAGE_RETURN) this.#endRecord();
    else if (this.#position === "quote") throw this.#malformed("unexpected text after a closing quote");
    else throw this.#malformed("unexpected quote inside an unquoted cell");
    this.#afterReturn = code === CARRIAGE_RETURN;
    return at + 1;
  }

  #endCell(): void {
    this.#cells.push(this.#text === "" && this.#position !== "quote" ? null : this.#text);
    this.#text = "";
    this.#position = "start";
  }

  #endRecord(): void {
    this.#endCell();
    this.#records.push(this.#cells);
    this.#cells = [];
    this.#number++;
  }

  #malformed(problem: string): DomainError {
    return new DomainError(
      "invalid",
      "csv_malformed",
      `record ${this.#number} of the CSV (the header is 1): ${problem}`,
    );
  }
}

const endsPlain = (code: number): boolean =>
  code === COMMA || code === LINE_FEED || code === CARRIAGE_RETURN || code === QUOTE;
