import { defineTexts } from '../texts';

/** What the viewers of pictures and documents say; they come when they are opened, and this with them. */
export const viewerTexts = defineTexts({
  viewer: { ru: 'Просмотр изображений', en: 'Picture viewer' },
  close: { ru: 'Закрыть', en: 'Close' },
  previous: { ru: 'Предыдущее', en: 'Previous' },
  next: { ru: 'Следующее', en: 'Next' },
  zoom_in: { ru: 'Крупнее', en: 'Zoom in' },
  zoom_out: { ru: 'Мельче', en: 'Zoom out' },
  place_of: { ru: '{place} из {all}', en: '{place} of {all}' },
});
