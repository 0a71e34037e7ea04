import { DomainError } from "../errors";

/** A selection that cannot be read; `position` counts characters from 0. */
export class SelectionError extends DomainError {
  readonly position: number;

  constructor(message: string, position: number) {
    super("invalid", "invalid_selection", `${message} (at character ${position + 1})`);
    this.position = position;
  }
}
