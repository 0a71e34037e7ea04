export { createSecretBox, type Sealed, type SecretBox } from "./secret-box";
export {
  openVariables,
  SetVariableInput,
  setVariable,
  type VariableDeps,
  VariableName,
  type VariableUseCases,
  type VariableView,
  variableNames,
  variableUseCases,
} from "./variables";
