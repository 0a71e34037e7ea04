import { useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/lib/trpc";

/** Returns a function that loads the second factors again after a change. */
export function useFactorsChanged(): () => void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return () => {
    void queryClient.invalidateQueries(trpc.secondFactor.list.queryFilter());
    void queryClient.invalidateQueries(trpc.account.sessions.queryFilter());
  };
}
