/** Host users that have no rights, one per concurrent sandbox: the lowest free one is taken. */
export function uidPool(base: number): { take(): number; giveBack(uid: number): void } {
  const taken = new Set<number>();
  return {
    take() {
      let uid = base;
      while (taken.has(uid)) uid++;
      taken.add(uid);
      return uid;
    },
    giveBack: (uid) => void taken.delete(uid),
  };
}
