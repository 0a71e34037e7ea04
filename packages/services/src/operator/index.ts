export {
  type OperatorStore,
  type OperatorUseCases,
  type OrganizationUsage,
  operatorUseCases,
  SetQuotaInput,
} from "./operator";
