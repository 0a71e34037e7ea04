export { type Mask, maskDeep, secretMask } from "./secret-mask";
