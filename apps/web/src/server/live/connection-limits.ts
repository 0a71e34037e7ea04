export type ConnectionLimits = {
  /** Takes a connection; returns the function that gives it back, or which limit is reached. */
  take(userId: string, orgId: string): (() => void) | "user" | "organization";
};

/** Limits the open live connections of this process, per person and per organization. */
export function createConnectionLimits(max: {
  readonly user: number;
  readonly organization: number;
}): ConnectionLimits {
  const open = new Map<string, number>();
  const add = (key: string, change: 1 | -1) => {
    const count = (open.get(key) ?? 0) + change;
    if (count > 0) open.set(key, count);
    else open.delete(key);
  };
  return {
    take(userId, orgId) {
      const [user, organization] = [`user:${userId}`, `organization:${orgId}`];
      if ((open.get(user) ?? 0) >= max.user) return "user";
      if ((open.get(organization) ?? 0) >= max.organization) return "organization";
      add(user, 1);
      add(organization, 1);
      let isOpen = true;
      return () => {
        if (!isOpen) return;
        isOpen = false;
        add(user, -1);
        add(organization, -1);
      };
    },
  };
}
