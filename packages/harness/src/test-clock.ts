/** A clock that doesn't advance until a test moves it. */
export class TestClock {
  #nowMs: number;

  constructor(start: string | Date = "2026-03-02T09:00:00Z") {
    this.#nowMs = new Date(start).getTime();
  }

  now = (): Date => new Date(this.#nowMs);

  advance(ms: number): void {
    this.#nowMs += ms;
  }
}
