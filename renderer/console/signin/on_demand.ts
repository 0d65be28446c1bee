import { lazily } from '../../chat/lazily';

/* Whoever is signed in, and that is nearly everybody who starts, sees none of these. */

export const AddressScreen = lazily(async () => (await import('./AddressScreen')).AddressScreen);
export const NewPasswordScreen = lazily(async () => (await import('./NewPasswordScreen')).NewPasswordScreen);
export const SetUpScreen = lazily(async () => (await import('./SetUpScreen')).SetUpScreen);
export const SignInScreen = lazily(async () => (await import('./SignInScreen')).SignInScreen);
export const TooOldScreen = lazily(async () => (await import('./TooOldScreen')).TooOldScreen);
