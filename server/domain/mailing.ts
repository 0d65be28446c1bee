import type { Mail, MailOutcome } from '../mail/mail';
import { unreadLetter } from '../mail/unread_letter';
import type { Parts } from '../parts';
import { claimMail, isStillUnread, markMailed, putBackMail, type MailDue } from '../sql/mail';
import { dropInvite, makeLink } from './invites';

/**
 * Letters to clients who have not read for a while. The database says who is told of what, as with pushes; but a letter that could not be
 * handed over is tried again, and whoever dies at it leaves it to the next after a while. It goes once; only if the process dies between
 * the mail server's yes and the writing down of it does it go a second time, under the same id.
 *
 *   unread for a while ──claimed──> handed over ──> quiet, until there is more and a quarter of an hour has passed
 *                           └──cannot be reached──> waits, longer and longer ──> claimed, if it is still unread
 */

const EVERY_MS = 15 * 60_000;
const BATCH = 10;
/** Longer than a whole batch may take. */
const LEASE_MS = 15 * 60_000;
const NEWEST_MS = 3 * 24 * 3_600_000;
const LINK_MS = 7 * 24 * 3_600_000;
const AGAIN = { waitMs: 30_000, mostMs: 30 * 60_000, isFailure: true };
const AT_ONCE = { waitMs: 0, mostMs: 0, isFailure: false };

type Needs = Pick<Parts, 'config' | 'db' | 'log' | 'mail'>;

/** Writes to whom it is time to write; answers how many letters went. Safe on several servers at once. */
export async function mailUnread(parts: Needs, stopping?: AbortSignal): Promise<number> {
  const { config, db, mail } = parts;
  if (mail === null) return 0;
  const due = await claimMail(db, { after: config.MAIL_AFTER_MINUTES * 60_000, every: EVERY_MS, lease: LEASE_MS, newest: NEWEST_MS }, BATCH);
  if (due.length === 0) return 0;
  let isReachable = await mail.isReachable();
  let sent = 0;
  for (const one of due) {
    if (stopping?.aborted === true) await putBackMail(db, one, AT_ONCE);
    else if (!isReachable) await putBackMail(db, one, AGAIN);
    else {
      const outcome = await mailOne(parts, mail, one);
      if (outcome === 'sent') sent += 1;
      if (outcome === 'failed' || outcome === 'unknown') isReachable = await mail.isReachable();
    }
  }
  return sent;
}

async function mailOne({ config, db, log }: Needs, mail: Mail, due: MailDue): Promise<MailOutcome | 'read'> {
  const link = await db.transaction(async (within) => ((await isStillUnread(db, within, due)) ? makeLink({ config, db }, within, due.order, LINK_MS, { by: 'letter' }) : undefined));
  if (link === undefined) {
    await putBackMail(db, due, AT_ONCE);
    return 'read';
  }
  const said = config.MAIL_WITH_TEXT ? { by: due.sender_name, text: due.message } : null;
  const letter = unreadLetter({ order: due.order, count: due.count, first_name: due.first_name, url: link.url, said }, due.language);
  const outcome = await mail.send({ id: `unread ${due.room} ${due.user} ${due.seq}`, to: { name: `${due.first_name} ${due.last_name}`, address: due.email }, ...letter });
  // A letter that may have arrived keeps its link alive.
  if (outcome === 'failed' || outcome === 'refused') await dropInvite(db, link.id);
  if (outcome === 'failed' || outcome === 'unknown') await putBackMail(db, due, AGAIN);
  // What is refused for good would be refused again: it counts as told.
  else await markMailed(db, null, due);
  if (outcome === 'refused') log.info({ user: due.user, room: due.room }, 'a letter was refused');
  return outcome;
}
