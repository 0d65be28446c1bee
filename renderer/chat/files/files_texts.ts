import { defineTexts } from '../texts';

/** What files say. */
export const filesTexts = defineTexts({
  attach_file: { ru: 'Прикрепить файл', en: 'Attach a file' },
  attach_camera: { ru: 'Снять фото', en: 'Take a photo' },
  attach_gallery: { ru: 'Фото или видео', en: 'Photo or video' },
  attach_any: { ru: 'Файл', en: 'File' },

  chosen: { ru: 'Прикреплённые файлы', en: 'Attached files' },
  remove: { ru: 'Убрать «{name}»', en: 'Remove “{name}”' },
  cancel_upload: { ru: 'Отменить загрузку «{name}»', en: 'Cancel the upload of “{name}”' },
  retry: { ru: 'Повторить', en: 'Try again' },
  retry_upload: { ru: 'Загрузить «{name}» ещё раз', en: 'Upload “{name}” again' },
  progress: { ru: 'Загрузка «{name}»', en: 'Uploading “{name}”' },
  progress_of: { ru: '{sent} из {size}', en: '{sent} of {size}' },
  speed: { ru: '{size}/с', en: '{size}/s' },
  checking: { ru: 'Проверяется…', en: 'Checking…' },
  waiting: { ru: 'Ждёт очереди', en: 'Waiting' },
  waiting_offline: { ru: 'Ждёт связи', en: 'Waiting for a connection' },
  not_kept: { ru: 'Не закрывайте страницу: файл слишком велик, чтобы сохранить его здесь', en: 'Keep this page open: there is no room to keep the file here' },

  too_large: { ru: '«{name}» больше {limit}', en: '“{name}” is larger than {limit}' },
  empty: { ru: 'Файл «{name}» пуст', en: '“{name}” is empty' },
  too_many: { ru: '«{name}» не прикреплён: не больше {limit} в сообщении', en: '“{name}” was left out: {limit} per message at most' },
  understood: { ru: 'Закрыть', en: 'Close' },

  failed: { ru: 'Не загружено', en: 'Not uploaded' },
  failed_lost: { ru: 'файла больше нет на этом устройстве', en: 'the file is no longer on this device' },
  failed_unreadable: { ru: 'файл не удалось прочитать', en: 'the file could not be read' },
  failed_access: { ru: 'у вас нет доступа к этому заказу', en: 'you have no access to this order' },
  failed_too_large: { ru: 'файл слишком велик', en: 'the file is too large' },
  held: { ru: 'Не все файлы загружены. Повторите загрузку или уберите их', en: 'Some files were not uploaded. Try again or remove them' },

  open_image: { ru: 'Открыть изображение «{name}»', en: 'Open the picture “{name}”' },
  open_file: { ru: 'Открыть', en: 'Open' },
  download: { ru: 'Скачать «{name}»', en: 'Download “{name}”' },
  download_word: { ru: 'Скачать файл', en: 'Download the file' },
  no_picture: { ru: 'Изображение недоступно', en: 'The picture is not available' },

  photo: { ru: 'Фото', en: 'Photo' },
  photos: { ru: { one: '{count} фото', few: '{count} фото', many: '{count} фото', other: '{count} фото' }, en: { one: '{count} photo', other: '{count} photos' } },
  video: { ru: 'Видео', en: 'Video' },
  audio: { ru: 'Аудио', en: 'Audio' },
  file: { ru: 'Файл: {name}', en: 'File: {name}' },
  files: { ru: { one: '{count} файл', few: '{count} файла', many: '{count} файлов', other: '{count} файла' }, en: { one: '{count} file', other: '{count} files' } },
});
