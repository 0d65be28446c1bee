import { playHalf } from './play_half';

playHalf(1);
