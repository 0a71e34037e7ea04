/** Something that a fault broke, in one sentence. */
export class Broken extends Error {
  override readonly name = "Broken";
}

/** @throws {Broken} with `message` unless `holds` */
export function expectThat(holds: boolean, message: string): asserts holds {
  if (!holds) throw new Broken(message);
}
