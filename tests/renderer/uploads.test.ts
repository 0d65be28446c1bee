import { describe, expect, it } from 'vitest';
import type { Attachment } from '../../protocol/entities';
import { hasItsFiles, nextToSend, refused, retried, withFile } from '../../renderer/store/outbox';
import type { OutboxEntry } from '../../renderer/store/chat';
import { fitsKept, KEPT_BYTES, newUpload, nextToUpload, postponed, progressed, sortOut, started, takenUp, uploadAgain, uploaded, uploadRefused } from '../../renderer/store/uploads';
import type { Upload } from '../../renderer/store/uploads';
import { moved, swipeOf, WHOLE, zoomed } from '../../renderer/chat/files/lightbox_view';
import { filesLine, sizeText } from '../../renderer/chat/files/file_words';

const attachment: Attachment = { id: 5, name: 'a.txt', size: 100, type: 'text/plain', sha256: '', url: '', thumbnail_url: null, width: null, height: null };
const picture: Attachment = { ...attachment, type: 'image/png', thumbnail_url: '/t', width: 10, height: 10 };
const file = (key: string, more: Partial<Upload> = {}): Upload => ({ ...newUpload({ key, user: 1, room: 1, name: `${key}.txt`, size: 100, type: '', is_kept: true }), ...more });
const entry = (more: Partial<OutboxEntry> = {}): OutboxEntry => ({ client_message_id: 'm', user: 1, room: 1, message: '', reply_to: null, created_at: '', state: 'pending', error: null, ...more });

describe('the queue of files', () => {
  it('sends two at once, those of messages first, and none before its time', () => {
    const keys = (uploads: Upload[]) => nextToUpload(uploads, 1_000).map(({ key }) => key);
    expect(keys([file('a'), file('b'), file('c', { is_posted: true })])).toEqual(['c', 'a']);
    expect(keys([file('a', { state: 'sending' }), file('b'), file('c')])).toEqual(['b']);
    expect(keys([file('a', { not_before: 1_001 }), file('b', { state: 'failed' }), file('c', { state: 'done' })])).toEqual([]);
  });

  it('goes from waiting over sending to done', () => {
    const done = uploaded(progressed(started(file('a')), 60, 0), attachment);
    expect(done).toMatchObject({ state: 'done', sent: 100, attachment, error: null });
  });

  it('waits after a cut and keeps where it got to; begins anew after a refusal', () => {
    const cut = postponed(file('a', { state: 'sending', url: '/u', sent: 60 }), 500, 1_000);
    expect(cut).toMatchObject({ state: 'waiting', url: '/u', sent: 60, attempts: 1, not_before: 1_500 });
    const no = uploadRefused(cut, 'type');
    expect(no).toMatchObject({ state: 'failed', error: 'type', url: null, sent: 0 });
    expect(uploadAgain(no)).toMatchObject({ state: 'waiting', error: null, attempts: 0, not_before: 0 });
    expect(uploadAgain(uploaded(no, attachment))).toMatchObject({ state: 'waiting', attachment: null });
  });

  it('goes on after the page was left, and leaves alone what has ended', () => {
    expect(takenUp(file('a', { state: 'sending', url: '/u' }))).toMatchObject({ state: 'waiting', url: '/u' });
    expect(takenUp(file('a', { state: 'failed' })).state).toBe('failed');
  });

  it('measures the speed smoothly, also when a line begins further back', () => {
    const first = progressed(started(file('a')), 0, 0);
    const second = progressed(first, 1_000, 1_000);
    expect(second.speed).toBe(1_000);
    expect(progressed(second, 1_100, 1_100).speed).toBe(1_000);
    expect(progressed(second, 3_000, 2_000).speed).toBe(1_400);
    expect(progressed(second, 500, 1_200)).toMatchObject({ sent: 500, measured: { at: 1_200, sent: 500 } });
  });

  it('sorts out what cannot go, and keeps no more bytes than there is room for', () => {
    const limits = { file_bytes: 10, files_per_message: 2 };
    const [empty, large, good, over] = [{ name: 'e', size: 0 }, { name: 'l', size: 11 }, { name: 'g', size: 10 }, { name: 'o', size: 1 }];
    expect(sortOut([empty, large, good, over], 1, limits)).toEqual({
      taken: [good],
      refused: [{ name: 'e', reason: 'empty' }, { name: 'l', reason: 'too_large' }, { name: 'o', reason: 'too_many' }],
    });
    expect(fitsKept([file('a', { size: KEPT_BYTES - 10 })], 10)).toBe(true);
    expect(fitsKept([file('a', { size: KEPT_BYTES - 10 })], 11)).toBe(false);
    expect(fitsKept([file('a', { size: KEPT_BYTES, is_kept: false })], 11)).toBe(true);
  });
});

describe('a message with files', () => {
  const waiting = entry({ files: [{ key: 'a', name: 'a', size: 1, type: '', attachment: null }] });

  it('waits for them, and those behind it in the room wait too', () => {
    const behind = entry({ client_message_id: 'n' });
    const next = (list: OutboxEntry[]) => nextToSend(list, () => false, () => false).map((one) => one.client_message_id);
    expect(hasItsFiles(waiting)).toBe(false);
    expect(next([waiting, behind, entry({ client_message_id: 'o', room: 2 })])).toEqual(['o']);
    expect(next([withFile(waiting, 'a', 5), behind])).toEqual(['m']);
    expect(next([refused(waiting, null), behind])).toEqual(['n']);
  });

  it('asks for its files anew when the server may have thrown them away', () => {
    const up = withFile(waiting, 'a', 5);
    expect(retried(refused(up, 'bad_request'), 0, 'x').files?.[0]?.attachment).toBe(null);
    expect(retried(refused(up, null), 0, 'x').files?.[0]?.attachment).toBe(5);
  });
});

describe('words and pictures', () => {
  it('says what a message holds', () => {
    expect(filesLine([], 'ru')).toBe(null);
    expect(filesLine([picture], 'ru')).toBe('Фото');
    expect(filesLine([picture, picture], 'en')).toBe('2 photos');
    expect(filesLine([attachment], 'ru')).toBe('Файл: a.txt');
    expect(filesLine([attachment, picture], 'ru')).toBe('2 файла');
    expect(sizeText(850, 'ru')).toBe('850\u00a0Б');
    expect(sizeText(3.4 * 1024 * 1024, 'en')).toBe('3.4\u00a0MB');
  });

  it('enlarges around a point, never below the whole, and reads strokes', () => {
    expect(zoomed(WHOLE, 2, 100, 0)).toEqual({ scale: 2, x: -100, y: 0 });
    expect(zoomed({ scale: 2, x: 50, y: 0 }, 0.1, 0, 0)).toEqual(WHOLE);
    expect(moved(WHOLE, 3, 4)).toEqual({ scale: 1, x: 3, y: 4 });
    expect([swipeOf(-80, 10), swipeOf(80, 10), swipeOf(5, 120), swipeOf(60, 60)]).toEqual(['left', 'right', 'down', null]);
  });
});
