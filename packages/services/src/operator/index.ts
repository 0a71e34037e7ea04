export { type OperatorUseCases, operatorUseCases, SetQuotaInput } from "./operator";
