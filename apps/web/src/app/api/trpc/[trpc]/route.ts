import { getServer } from "@/server/composition";

export const dynamic = "force-dynamic";

const handle = async (request: Request) => (await getServer()).handleTrpc(request);

export { handle as GET, handle as POST };
