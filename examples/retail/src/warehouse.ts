import { asset, check, fail, meta } from "@millrace/sdk";
import { rawInventoryData, rawPosData, rawProductData, rawStoreData } from "./raw";
import { retailSettings } from "./settings";

const SILVER = { group: "staging", owners: ["team:retail-analytics"] as const, tags: { layer: "silver" } };
const GOLD = { group: "marts", owners: ["team:retail-analytics"] as const, tags: { layer: "gold" } };

export const cleanedSales = asset(
  "cleaned_sales",
  { ...SILVER, description: "Sales with an amount and valid quantities.", deps: { sales: rawPosData } },
  ({ inputs, metadata }) => {
    const rows = inputs.sales
      .filter((sale) => sale.quantity > 0)
      .map((sale) => ({ ...sale, amount: sale.quantity * sale.unitPrice }));
    metadata({ rows: meta.int(rows.length), dropped: meta.int(inputs.sales.length - rows.length) });
    return rows;
  },
);

export const noNegativeAmounts = check(
  cleanedSales,
  "no_negative_amounts",
  { severity: "error", blocking: true },
  ({ value }) => ({ passed: value.every((sale) => sale.amount > 0), metadata: { rows: meta.int(value.length) } }),
);

export const dimProducts = asset("dim_products", { ...GOLD, deps: { products: rawProductData } }, ({ inputs }) =>
  inputs.products.map((product, index) => ({ productKey: index + 1, ...product })),
);

export const dimStores = asset("dim_stores", { ...GOLD, deps: { stores: rawStoreData } }, ({ inputs }) =>
  inputs.stores.map((store, index) => ({ storeKey: index + 1, ...store })),
);

export const factSales = asset(
  "fact_sales",
  {
    ...GOLD,
    description: "One row per day, store and product, in cents.",
    deps: { sales: cleanedSales, products: dimProducts, stores: dimStores },
    resources: { settings: retailSettings },
  },
  ({ inputs, resources, metadata }) => {
    if (resources.settings.breakFactSales) {
      fail("fact_sales failed on purpose because the variable RETAIL_BREAK is true", { retry: false });
    }
    const productKeys = new Map(inputs.products.map((product) => [product.sku, product.productKey]));
    const storeKeys = new Map(inputs.stores.map((store) => [store.storeId, store.storeKey]));
    const totals = new Map<
      string,
      { day: string; storeKey: number; productKey: number; quantity: number; amount: number }
    >();
    for (const { day, storeId, sku, quantity, amount } of inputs.sales) {
      const key = `${day} ${storeId} ${sku}`;
      const total = totals.get(key) ?? {
        day,
        storeKey: storeKeys.get(storeId) ?? 0,
        productKey: productKeys.get(sku) ?? 0,
        quantity: 0,
        amount: 0,
      };
      total.quantity += quantity;
      total.amount += amount;
      totals.set(key, total);
    }
    const rows = [...totals.values()];
    metadata({ rows: meta.int(rows.length), revenue_cents: meta.int(rows.reduce((sum, row) => sum + row.amount, 0)) });
    return rows;
  },
);

export const stockCover = asset(
  "stock_cover",
  {
    ...GOLD,
    description: "Days of stock left at January's sales rate.",
    deps: { sales: cleanedSales, inventory: rawInventoryData },
  },
  ({ inputs }) =>
    inputs.inventory.map(({ storeId, sku, onHand }) => {
      const sold = inputs.sales.filter((sale) => sale.storeId === storeId && sale.sku === sku);
      const perDay = sold.reduce((sum, sale) => sum + sale.quantity, 0) / 28;
      return { storeId, sku, onHand, days: perDay === 0 ? null : Math.round((onHand / perDay) * 10) / 10 };
    }),
);
