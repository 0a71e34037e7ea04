export {
  DeleteLimitInput,
  type LimitStore,
  type LimitUseCases,
  limitUseCases,
  SetLimitInput,
  SetPoolInput,
} from "./limits";
