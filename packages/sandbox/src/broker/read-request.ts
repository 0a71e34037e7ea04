import type { Socket } from "node:net";

/** A request names keys and hosts only. */
const LINE_BYTES_MAX = 64 * 1024;
const NEWLINE = 0x0a;

/** Reads up to the first newline and leaves what follows in the socket. Undefined when the client says nothing. */
export function readLine(socket: Socket): Promise<string | undefined> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    const finish = (line: string | undefined) => {
      socket.off("readable", onReadable).off("end", onEnd).off("close", onEnd);
      resolve(line);
    };
    const onEnd = () => finish(undefined);
    const onReadable = () => {
      for (let chunk: Buffer | null = socket.read(); chunk !== null; chunk = socket.read()) {
        const end = chunk.indexOf(NEWLINE);
        parts.push(end === -1 ? chunk : chunk.subarray(0, end));
        bytes += chunk.length;
        if (end !== -1) {
          const rest = chunk.subarray(end + 1);
          if (rest.length > 0) socket.unshift(rest);
          return finish(Buffer.concat(parts).toString("utf8"));
        }
        if (bytes > LINE_BYTES_MAX) return finish(undefined);
      }
    };
    socket.on("readable", onReadable).on("end", onEnd).on("close", onEnd);
  });
}
