export { type AutomationUseCases, automationUseCases } from "./automation";
