import type { Socket } from "node:net";

/** Carries bytes both ways; each side may end its half first. Settles when both are closed, from either side. */
export async function tunnel(a: Socket, b: Socket): Promise<void> {
  const closed = (socket: Socket, other: Socket) =>
    new Promise<void>((resolve) => {
      socket.on("error", () => other.destroy());
      socket.once("close", (hadError) => {
        if (hadError) other.destroy();
        resolve();
      });
    });
  const both = Promise.all([closed(a, b), closed(b, a)]);
  a.pipe(b).pipe(a);
  await both;
}
