import type { Db } from "../../db";
import { createPlaces } from "./default-destinations";
import { createPolicies } from "./policies";
import { createDeliveryReads } from "./read-deliveries";
import { createIncidentReads } from "./read-incidents";
import { createSilences } from "./silences";
import { createSlackConnection } from "./slack-connection";

/** What the pages about alerts read and change. */
export const createAlertAdminStore = (db: Db) => ({
  ...createIncidentReads(db),
  ...createDeliveryReads(db),
  ...createPolicies(db),
  ...createSilences(db),
  ...createPlaces(db),
  ...createSlackConnection(db),
});
export type AlertAdminStore = ReturnType<typeof createAlertAdminStore>;
