import { defineTexts } from '../texts';

/** What the player says. */
export const playerTexts = defineTexts({
  speed: { ru: 'Скорость: {speed}×', en: 'Speed: {speed}×' },
});
