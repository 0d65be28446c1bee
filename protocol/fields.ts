import { z } from 'zod';
import { ERROR_CODES, type ErrorCode } from './errors';
import { EMAIL_MAX, ID_MAX, MESSAGE_TEXT_MAX, NAME_MAX, ORDER_STATUS_MAX, ORDER_TITLE_MAX, PASSWORD_MAX, PASSWORD_MIN } from './limits';
import { ROLES } from './roles';
import { isCleanText } from './text';

/** The building blocks of every schema: what an id, a number, a text may be. */

export const id = z.number().int().min(1).max(ID_MAX);
/** A sequence or change number; 0 stands before the first. */
export const count = z.number().int().min(0).max(ID_MAX);
/** An id in a path or a query, where everything is text. */
export const idText = z.string().regex(/^[1-9]\d{0,15}$/).transform(Number).pipe(id);
export const countText = z.string().regex(/^\d{1,16}$/).transform(Number).pipe(count);

/** One line of clean text, not empty, trimmed of nothing. */
export const line = (max: number) =>
  z.string().min(1).max(max).refine((text) => isCleanText(text) && !/[\n\r]/.test(text) && text.trim() !== '');

export const name = line(NAME_MAX);
export const orderTitle = line(ORDER_TITLE_MAX);
export const orderStatus = line(ORDER_STATUS_MAX);
export const email = z.email().max(EMAIL_MAX).refine(isCleanText).transform((text) => text.toLowerCase());
export const password = z.string().min(PASSWORD_MIN).max(PASSWORD_MAX);
/** A message's text as the sender may give it; whether white space alone will do depends on the attachments beside it. */
export const messageText = z.string().max(MESSAGE_TEXT_MAX).refine(isCleanText);
export const uuid = z.uuid().transform((text) => text.toLowerCase());
/** An opaque token: base64url text of a sane length. */
export const token = z.string().min(16).max(4096).regex(/^[A-Za-z0-9_.-]+$/);
/** The year 0000 is in no calendar of the database, and such a text as nobody's clock writes is no moment to it. */
export const time = z.iso.datetime().refine((text) => text.length <= 40 && !text.startsWith('0000'));
export const date = z.iso.date().refine((text) => !text.startsWith('0000'));
/** The name of a time zone; whether there is one of that name is asked where it is stored. */
export const timeZone = z.string().max(64).regex(/^[A-Za-z0-9_+/-]+$/);
export const language = z.enum(['ru', 'en']);
export const role = z.enum(ROLES);
export const errorCode = z.enum(ERROR_CODES as [ErrorCode, ...ErrorCode[]]);
/** The side on which a participant stands in a room. */
export const side = z.enum(['client', 'expert']);
