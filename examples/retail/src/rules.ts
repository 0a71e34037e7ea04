import { inventoryRows, PRODUCTS, posRows } from "./shop";

type Rule = { readonly table: "sales" | "inventory"; offenders(): unknown[] };

const SKUS = new Set(PRODUCTS.map((product) => product.sku));

/** Rules for the raw data. Each finds the rows that break it. */
export const RULES: Readonly<Record<string, Rule>> = {
  "sale ids are unique": {
    table: "sales",
    offenders: () => {
      const ids = posRows().map((sale) => sale.saleId);
      return ids.filter((id, index) => ids.indexOf(id) !== index);
    },
  },
  "sold products are in the catalog": {
    table: "sales",
    offenders: () => posRows().filter((sale) => !SKUS.has(sale.sku)),
  },
  "shelves hold nothing negative": {
    table: "inventory",
    offenders: () => inventoryRows().filter((row) => row.onHand < 0),
  },
};
