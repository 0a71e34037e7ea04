export type PosRow = { saleId: number; day: string; storeId: string; sku: string; quantity: number; unitPrice: number };
export type InventoryRow = { storeId: string; sku: string; onHand: number };
export type ProductRow = { sku: string; name: string; category: string };
export type StoreRow = { storeId: string; city: string };

export const PRODUCTS: ProductRow[] = [
  { sku: "MUG-1", name: "Mug", category: "kitchen" },
  { sku: "TEA-3", name: "Green tea", category: "grocery" },
  { sku: "PEN-7", name: "Pen", category: "office" },
  { sku: "LMP-2", name: "Lamp", category: "home" },
];
export const STORES: StoreRow[] = [
  { storeId: "S1", city: "Leeds" },
  { storeId: "S2", city: "Bergen" },
  { storeId: "S3", city: "Porto" },
];
const SALES = 2_000;

/** Returns a small integer that depends only on the index, so that every run has the same sales. */
const pick = (index: number, salt: number, size: number): number => ((index * 2_654_435_761 + salt * 97) >>> 7) % size;

/** Returns January's sales as reported by the registers. */
export const posRows = (): PosRow[] =>
  Array.from({ length: SALES }, (_, saleId) => {
    const product = pick(saleId, 1, PRODUCTS.length);
    return {
      saleId,
      day: `2026-01-${String(1 + pick(saleId, 2, 28)).padStart(2, "0")}`,
      storeId: STORES[pick(saleId, 3, STORES.length)]!.storeId,
      sku: PRODUCTS[product]!.sku,
      quantity: 1 + pick(saleId, 4, 5),
      unitPrice: 250 * (product + 1),
    };
  });

/** Returns the stock of each store. */
export const inventoryRows = (): InventoryRow[] =>
  STORES.flatMap(({ storeId }, store) =>
    PRODUCTS.map(({ sku }, product) => ({ storeId, sku, onHand: 40 + pick(store * 10 + product, 5, 60) })),
  );
