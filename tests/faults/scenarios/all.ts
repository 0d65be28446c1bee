import type { Scenario } from '../scene';
import { acknowledgmentsLost, burst, sameIdFiftyTimes, storm, wiresBroken } from './clients';
import { backendsTerminated, bothKilled, commitCut, databaseKilled, databasePaused, poolExhausted, slowDatabase } from './database';
import { clockAhead, clockBehind, clocksApart } from './clocks';
import { allStruck, pairsStruck } from './combinations';
import { databaseDiskFull, filesDiskFull } from './disk';
import { lettersKilled } from './letters';
import { pests, slowReader } from './neighbours';
import { presenceExpires, redisKilled, redisOneSided, redisSilent, redisStopped } from './redis';
import { rollingRestart, serverKilled, serverPaused } from './servers';
import { sessionsRevoked, tokensEnd } from './sessions';
import { uploadsBroken } from './uploads';
import { webhooksTold } from './webhooks';

/** Every scenario, in two halves that may run beside each other. */
export const halves: readonly (readonly Scenario[])[] = [
  [serverKilled, serverPaused, rollingRestart, sameIdFiftyTimes, storm, tokensEnd, sessionsRevoked, burst, wiresBroken, slowReader, pests, clockAhead, clockBehind, clocksApart, lettersKilled, pairsStruck, allStruck],
  [databaseKilled, databasePaused, bothKilled, backendsTerminated, commitCut, acknowledgmentsLost, uploadsBroken, redisKilled, redisSilent, redisStopped, redisOneSided, presenceExpires, poolExhausted, slowDatabase, databaseDiskFull, filesDiskFull, webhooksTold],
];
