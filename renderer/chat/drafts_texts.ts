import { defineTexts } from './texts';

/** What drafts of other devices say. */
export const draftsTexts = defineTexts({
  newer_draft: { ru: 'На другом устройстве есть более новый черновик:', en: 'Another device has a newer draft:' },
  newer_draft_empty: { ru: 'без текста', en: 'without text' },
  draft_take: { ru: 'Взять его', en: 'Take it' },
  draft_keep: { ru: 'Оставить мой', en: 'Keep mine' },
});
