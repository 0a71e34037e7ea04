export { DeleteLimitInput, type LimitUseCases, limitUseCases, SetLimitInput, SetPoolInput } from "./limits";
