import { defineTexts } from '../../texts';

/** What the viewer of documents says. */
export const pdfTexts = defineTexts({
  viewer: { ru: 'Просмотр документа', en: 'Document viewer' },
  pages: { ru: 'Страницы документа', en: 'Pages of the document' },
  opening: { ru: 'Открываем документ…', en: 'Opening the document…' },
  page_of: { ru: 'Стр. {place} из {all}', en: 'Page {place} of {all}' },
  page_label: { ru: 'Страница {place} из {all}', en: 'Page {place} of {all}' },
  page_failed: { ru: 'Эту страницу не удалось показать', en: 'This page could not be shown' },
  encrypted: { ru: 'Документ защищён паролем. Скачайте его, чтобы открыть в программе для PDF', en: 'The document is protected by a password. Download it to open it in a PDF program' },
  broken: { ru: 'Документ повреждён, показать его не получилось', en: 'The document is damaged and cannot be shown' },
  too_large: { ru: 'Документ слишком велик, чтобы показать его здесь', en: 'The document is too large to be shown here' },
  unavailable: { ru: 'Документ не удалось загрузить', en: 'The document could not be loaded' },
  download: { ru: 'Скачать документ', en: 'Download the document' },
  retry: { ru: 'Повторить', en: 'Try again' },
});
