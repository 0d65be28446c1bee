/** The closed list of error codes, their HTTP statuses and their texts. */

export type Language = 'ru' | 'en';

const table = {
  bad_request: { status: 400, ru: 'Запрос составлен неверно', en: 'The request is not valid' },
  unauthorized: { status: 401, ru: 'Войдите, чтобы продолжить', en: 'Sign in to continue' },
  token_expired: { status: 401, ru: 'Срок действия входа истёк', en: 'The access token has expired' },
  forbidden: { status: 403, ru: 'Это действие вам недоступно', en: 'You are not allowed to do this' },
  order_forbidden: { status: 403, ru: 'У вас нет доступа к этому заказу', en: 'You have no access to this order' },
  not_found: { status: 404, ru: 'Не найдено', en: 'Not found' },
  conflict: { status: 409, ru: 'Противоречит тому, что уже сохранено', en: 'This contradicts what is already stored' },
  room_moved: { status: 409, ru: 'В чате появились новые сообщения', en: 'The room has new messages' },
  too_large: { status: 413, ru: 'Слишком большой запрос', en: 'The request is too large' },
  rate_limited: { status: 429, ru: 'Слишком часто. Подождите немного', en: 'Too many requests. Wait a little' },
  internal: { status: 500, ru: 'На сервере что-то пошло не так', en: 'Something went wrong on the server' },
  unavailable: { status: 503, ru: 'Сервер временно недоступен', en: 'The server is temporarily unavailable' },
} as const satisfies Record<string, { status: number } & Record<Language, string>>;

export type ErrorCode = keyof typeof table;
export const ERROR_CODES = Object.keys(table) as ErrorCode[];

/** The HTTP status that goes with a code. */
export function errorStatus(code: ErrorCode): number {
  return table[code].status;
}

/** The text of a code in the caller's language. */
export function errorText(code: ErrorCode, language: Language): string {
  return table[code][language];
}

/** True when the value is one of our codes; readers of server data use it on what they received. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(table, value);
}
