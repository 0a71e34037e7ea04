import { beginPasskey } from "@/server/auth/begin-passkey";
import { getServer } from "@/server/composition";

export const dynamic = "force-dynamic";

/** Begins to sign in with a passkey. */
export async function POST(request: Request): Promise<Response> {
  return beginPasskey(await getServer(), request);
}
