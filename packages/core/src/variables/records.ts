/** A variable or secret of a deployment. Its value is encrypted. */
export type VariableRecord = {
  readonly id: string;
  readonly name: string;
  readonly isSecret: boolean;
  /** The only code location that sees it; null for every code location of the deployment. */
  readonly locationId: string | null;
  readonly ciphertext: Uint8Array;
  readonly keyId: string;
  readonly updatedAt: Date;
  readonly updatedBy: string;
};
