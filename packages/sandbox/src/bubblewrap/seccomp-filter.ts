import type { SyscallTable } from "./seccomp-tables";

// Classic BPF, as the kernel's seccomp reads it: 8 bytes an instruction (code, jump if true, jump if false, value).
const LOAD = 0x20;
const JUMP_EQUAL = 0x15;
const JUMP_AT_LEAST = 0x35;
const JUMP_ANY_BIT = 0x45;
const RETURN = 0x06;

const ALLOW = 0x7fff0000;
const KILL_PROCESS = 0x80000000;
const refuse = (errno: number) => 0x00050000 | errno;

const EPERM = 1;
const ENOSYS = 38;
const EAFNOSUPPORT = 97;

/** Offsets in `struct seccomp_data`: the low halves of the arguments, on little-endian machines. */
const NUMBER = 0;
const ARCHITECTURE = 4;
const argument = (index: number) => 16 + index * 8;

/** CLONE_NEWTIME is not here: its bit is part of the exit signal in `clone`. */
const CLONE_NEW_NAMESPACES = 0x7e020000;
/** Terminal ioctls that type into the terminal a process was started from. */
const TIOCSTI = 0x5412;
const TIOCLINUX = 0x541c;
/** Unix, IPv4, IPv6 and netlink; others (VM sockets above all) are not held by a network namespace. */
const SOCKET_FAMILIES = [1, 2, 10, 16];

type Instruction = readonly [code: number, ifTrue: number, ifFalse: number, value: number];

/** A filter that refuses what a data pipeline never needs and an escape does. Node, its threads and children run under it. */
export function seccompFilter(table: SyscallTable): Buffer {
  const program: Instruction[] = [
    [LOAD, 0, 0, ARCHITECTURE],
    [JUMP_EQUAL, 1, 0, table.auditArch],
    [RETURN, 0, 0, KILL_PROCESS],
    [LOAD, 0, 0, NUMBER],
    ...denyForeignAbi(table.foreignAbiBit),
    ...denySyscall(table.clone3, ENOSYS),
    ...whenCall(table.clone, [
      [LOAD, 0, 0, argument(0)],
      [JUMP_ANY_BIT, 0, 1, CLONE_NEW_NAMESPACES],
      [RETURN, 0, 0, refuse(EPERM)],
      [RETURN, 0, 0, ALLOW],
    ]),
    ...whenCall(table.ioctl, [
      [LOAD, 0, 0, argument(1)],
      [JUMP_EQUAL, 1, 0, TIOCSTI],
      [JUMP_EQUAL, 0, 1, TIOCLINUX],
      [RETURN, 0, 0, refuse(EPERM)],
      [RETURN, 0, 0, ALLOW],
    ]),
    ...whenCall(table.socket, [
      [LOAD, 0, 0, argument(0)],
      ...SOCKET_FAMILIES.map((family, at): Instruction => [JUMP_EQUAL, SOCKET_FAMILIES.length - at, 0, family]),
      [RETURN, 0, 0, refuse(EAFNOSUPPORT)],
      [RETURN, 0, 0, ALLOW],
    ]),
    ...Object.values(table.denied).flatMap((call) => denySyscall(call, EPERM)),
    [RETURN, 0, 0, ALLOW],
  ];
  return encode(program);
}

const denyForeignAbi = (bit: number | undefined): Instruction[] =>
  bit === undefined
    ? []
    : [
        [JUMP_AT_LEAST, 0, 1, bit],
        [RETURN, 0, 0, refuse(EPERM)],
      ];

const denySyscall = (call: number, errno: number): Instruction[] => whenCall(call, [[RETURN, 0, 0, refuse(errno)]]);

/** `body` must return on every path: it may have loaded something else than the call's number. */
const whenCall = (call: number, body: Instruction[]): Instruction[] => [[JUMP_EQUAL, 0, body.length, call], ...body];

function encode(program: readonly Instruction[]): Buffer {
  const bytes = Buffer.alloc(program.length * 8);
  for (const [index, [code, ifTrue, ifFalse, value]] of program.entries()) {
    bytes.writeUInt16LE(code, index * 8);
    bytes.writeUInt8(ifTrue, index * 8 + 2);
    bytes.writeUInt8(ifFalse, index * 8 + 3);
    bytes.writeUInt32LE(value >>> 0, index * 8 + 4);
  }
  return bytes;
}
