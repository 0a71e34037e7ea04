import { type AddressInfo, createServer, type Socket } from "node:net";
import { createInterface } from "node:readline";

export type FakeMail = {
  readonly to: readonly string[];
  /** Headers by lowercase name, and the body as it was sent. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** A reply to a command instead of the usual one; `hang` sends none. */
export type SmtpFault = {
  readonly command: "RCPT" | "DATA" | "MAIL";
  readonly reply: `${number} ${string}` | "hang";
  readonly times?: number;
};

export type FakeSmtp = {
  /** For `SMTP_URL`. */
  readonly url: string;
  readonly mails: readonly FakeMail[];
  fail(fault: SmtpFault): void;
  stop(): Promise<void>;
};

/** Starts a server that accepts mail by SMTP, keeps it, and fails on command. */
export async function startFakeSmtp(): Promise<FakeSmtp> {
  const mails: FakeMail[] = [];
  const faults: { fault: SmtpFault; left: number }[] = [];
  const sockets = new Set<Socket>();
  const takeFault = (command: string): string | undefined => {
    const next = faults.find(({ fault, left }) => left > 0 && fault.command === command);
    if (!next) return undefined;
    next.left--;
    return next.fault.reply;
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    serve(socket, mails, takeFault);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    fail: (fault) => faults.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function serve(socket: Socket, mails: FakeMail[], takeFault: (command: string) => string | undefined): void {
  let to: string[] = [];
  let data: string[] | undefined;
  const say = (reply: string) => socket.write(`${reply}\r\n`);
  const answers: Readonly<Record<string, (argument: string) => string>> = {
    EHLO: () => "250 fake",
    HELO: () => "250 fake",
    RSET: () => "250 OK",
    MAIL: () => {
      to = [];
      return "250 OK";
    },
    RCPT: (argument) => {
      to.push(/<([^>]*)>/.exec(argument)?.[1] ?? argument);
      return "250 OK";
    },
    DATA: () => {
      data = [];
      return "354 Go ahead";
    },
    QUIT: () => "221 Bye",
  };
  say("220 fake ESMTP");
  createInterface({ input: socket }).on("line", (line) => {
    if (data !== undefined) {
      if (line !== ".") return data.push(line);
      mails.push(parseMail(to, data));
      data = undefined;
      return say("250 Accepted");
    }
    const command = line.split(" ")[0]?.toUpperCase() ?? "";
    const fault = takeFault(command);
    if (fault === "hang") return;
    say(fault ?? answers[command]?.(line) ?? "502 Unknown command");
    if (command === "QUIT") socket.end();
  });
}

function parseMail(to: readonly string[], lines: readonly string[]): FakeMail {
  const end = lines.indexOf("");
  const unfolded = lines
    .slice(0, end)
    .join("\n")
    .replace(/\n[ \t]+/g, " ")
    .split("\n");
  const headers = unfolded.map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { to, headers: Object.fromEntries(headers), body: lines.slice(end + 1).join("\n") };
}
