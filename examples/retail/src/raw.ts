import { asset, meta } from "@millrace/sdk";
import { inventoryRows, PRODUCTS, posRows, STORES } from "./shop";

const INGEST = { group: "raw", owners: ["team:retail-ingest"] as const, kinds: ["csv"], tags: { layer: "bronze" } };

export const rawPosData = asset(
  "raw_pos_data",
  { ...INGEST, description: "Raw point-of-sale data." },
  ({ metadata }) => {
    const rows = posRows();
    metadata({ rows: meta.int(rows.length) });
    return rows;
  },
);

export const rawInventoryData = asset(
  "raw_inventory_data",
  { ...INGEST, description: "Inventory per store." },
  ({ metadata }) => {
    const rows = inventoryRows();
    metadata({ rows: meta.int(rows.length) });
    return rows;
  },
);

export const rawProductData = asset("raw_product_data", { ...INGEST, description: "The catalog." }, () => PRODUCTS);

export const rawStoreData = asset("raw_store_data", { ...INGEST, description: "The stores." }, () => STORES);
