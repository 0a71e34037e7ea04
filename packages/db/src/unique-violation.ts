import { Prisma } from "./generated/client";

/** Gives `taken` in place of the error of a unique key, and everything else as it is. */
export async function onUniqueViolation<T, V>(taken: V, work: Promise<T>): Promise<T | V> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") return taken;
    throw error;
  }
}
