import { lazily } from '../../chat/lazily';

/* Whoever is signed in, and that is nearly everybody who starts, sees none of these. */

const signIn = () => import('./SignInScreen');

/** Fetches the sign-in ahead, where it will probably be asked for. */
export const fetchSignIn = () => void signIn().catch(() => undefined);

export const AddressScreen = lazily(async () => (await import('./AddressScreen')).AddressScreen);
export const NewPasswordScreen = lazily(async () => (await import('./NewPasswordScreen')).NewPasswordScreen);
export const SetUpScreen = lazily(async () => (await import('./SetUpScreen')).SetUpScreen);
export const SignInScreen = lazily(async () => (await signIn()).SignInScreen);
export const TooOldScreen = lazily(async () => (await import('./TooOldScreen')).TooOldScreen);
