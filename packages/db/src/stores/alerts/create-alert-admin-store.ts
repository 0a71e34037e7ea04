import type { AlertAdminStore } from "@millrace/core/alerts";
import type { Db } from "../../db";
import { scopedStore } from "../../tenancy/scoped-store";
import { createDestinations } from "./destinations";
import { createPolicies } from "./policies";
import { createDeliveryReads } from "./read-deliveries";
import { createIncidentReads } from "./read-incidents";
import { createSilences } from "./silences";
import { createSlackConnection } from "./slack-connection";

/** What the alert pages read and change. */
export const createAlertAdminStore = (db: Db): AlertAdminStore =>
  scopedStore<AlertAdminStore>({
    ...createIncidentReads(db),
    ...createDeliveryReads(db),
    ...createPolicies(db),
    ...createSilences(db),
    ...createDestinations(db),
    ...createSlackConnection(db),
  });
