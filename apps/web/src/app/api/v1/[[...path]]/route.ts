import { getServer } from "@/server/composition";

export const dynamic = "force-dynamic";

const handle = async (request: Request) => (await getServer()).handleRest(request);

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
