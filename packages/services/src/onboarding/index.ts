export { type OnboardingUseCases, onboardingUseCases } from "./onboarding";
