import { describe, expect, test } from "vitest";
import { seccompFilter } from "./seccomp-filter";
import { syscallTable } from "./seccomp-tables";

const ALLOW = 0x7fff0000;
const KILL = 0x80000000;
const EPERM = 0x00050001;
const ENOSYS = 0x00050026;
const EAFNOSUPPORT = 0x00050061;

describe.each(["x64", "arm64"] as const)("the filter for %s", (architecture) => {
  const table = syscallTable(architecture)!;
  const decide = (call: number, args: number[] = [], arch = table.auditArch) =>
    interpret(seccompFilter(table), call, arch, args);

  test("refuses every denied call and lets ordinary ones through", () => {
    for (const call of Object.values(table.denied)) expect(decide(call)).toBe(EPERM);
    expect(decide(0)).toBe(ALLOW);
    expect(decide(64)).toBe(ALLOW);
  });

  test("kills a process of another architecture", () => {
    expect(decide(0, [], 0x40000003)).toBe(KILL);
  });

  test("lets threads and children be made, new namespaces not, and sends clone3 callers back to clone", () => {
    const threadFlags = 0x003d0f00;
    expect(decide(table.clone, [threadFlags])).toBe(ALLOW);
    expect(decide(table.clone, [0x10000000])).toBe(EPERM);
    expect(decide(table.clone3)).toBe(ENOSYS);
  });

  test("refuses typing into a terminal, and socket families that a network namespace does not hold", () => {
    const [terminalSize, typeInto, vmSocket] = [0x5413, 0x5412, 40];
    expect(decide(table.ioctl, [0, terminalSize])).toBe(ALLOW);
    expect(decide(table.ioctl, [0, typeInto])).toBe(EPERM);
    expect(decide(table.socket, [1])).toBe(ALLOW);
    expect(decide(table.socket, [10])).toBe(ALLOW);
    expect(decide(table.socket, [vmSocket])).toBe(EAFNOSUPPORT);
  });
});

test("calls of the x32 ABI are refused", () => {
  const table = syscallTable("x64")!;
  expect(interpret(seccompFilter(table), 0x40000000 + 1, table.auditArch, [])).toBe(EPERM);
});

/** What the kernel would answer: the few instructions that the filter uses. */
function interpret(program: Buffer, call: number, architecture: number, args: number[]): number {
  const data = Buffer.alloc(64);
  data.writeUInt32LE(call, 0);
  data.writeUInt32LE(architecture, 4);
  for (const [index, value] of args.entries()) data.writeUInt32LE(value, 16 + index * 8);
  let accumulator = 0;
  for (let at = 0; ; at++) {
    const code = program.readUInt16LE(at * 8);
    const value = program.readUInt32LE(at * 8 + 4);
    const jump = (condition: boolean) => program.readUInt8(at * 8 + (condition ? 2 : 3));
    if (code === 0x06) return value;
    else if (code === 0x20) accumulator = data.readUInt32LE(value);
    else if (code === 0x15) at += jump(accumulator === value);
    else if (code === 0x35) at += jump(accumulator >= value);
    else if (code === 0x45) at += jump((accumulator & value) !== 0);
    else throw new Error(`unknown instruction ${code}`);
  }
}
