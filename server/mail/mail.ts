import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { senderOf, type Config } from '../config';
import { oneLine } from '../present/one_line';

/** A letter of plain text. Two with one `id` are the same letter to whoever receives them. */
export type Letter = { id: string; to: { name: string; address: string }; subject: string; text: string };

/** `refused`: the receiving side does not want this one, now or later; `failed`: to be tried again; `unknown`: too, but it may have gone all the same. */
export type MailOutcome = 'sent' | 'refused' | 'failed' | 'unknown';

export type Mail = {
  /** Whether somebody is there who takes letters; why not stands in the log. */
  isReachable(): Promise<boolean>;
  send(letter: Letter): Promise<MailOutcome>;
};

const NAME_MAX = 100;
const SUBJECT_MAX = 200;
/** However long the other side takes: a letter is given up for this time, and tried again. */
const TIMES = { dnsTimeout: 5_000, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

type Problem = (what: { code: string | undefined; command: string | undefined; status: number | undefined }, line: string) => void;

/** Hands letters to the mail server of `SMTP_URL`; null when there is none. `onProblem` hears codes only: neither addresses nor what a server says about them. */
export function createMail(config: Pick<Config, 'SMTP_URL' | 'MAIL_FROM' | 'publicUrl'>, onProblem: Problem): Mail | null {
  const from = config.MAIL_FROM === undefined ? undefined : senderOf(config.MAIL_FROM);
  if (config.SMTP_URL === undefined || from === undefined) return null;
  // Neither files nor addresses are ever read into a letter, whatever stands in it.
  const transport = createTransport({ ...TIMES, url: config.SMTP_URL, disableFileAccess: true, disableUrlAccess: true });
  const host = new URL(config.publicUrl).hostname;

  return {
    async isReachable() {
      try {
        return await transport.verify();
      } catch (error) {
        const { code, command, responseCode } = error as { code?: string; command?: string; responseCode?: number };
        onProblem({ code, command, status: responseCode }, 'the mail server cannot be reached');
        return false;
      }
    },
    async send({ id, to, subject, text }) {
      try {
        await transport.sendMail({
          messageId: `<${createHash('sha256').update(id).digest('hex').slice(0, 32)}@${host}>`,
          from: { name: oneLine(from.name, NAME_MAX), address: from.address },
          to: { name: oneLine(to.name, NAME_MAX), address: to.address },
          envelope: { from: from.address, to: [to.address] },
          subject: oneLine(subject, SUBJECT_MAX),
          text,
          // No program shall answer a program.
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        });
        return 'sent';
      } catch (error) {
        const { code, command, responseCode, permanent } = error as { code?: string; command?: string; responseCode?: number; permanent?: boolean };
        onProblem({ code, command, status: responseCode }, 'a letter was not taken');
        // A sender or a sign-in that is not taken is our own fault, and may be mended.
        if (permanent === true && (command === 'RCPT TO' || command === 'DATA')) return 'refused';
        // Only an answer says that the letter was not taken: whoever hung up without one may have kept it.
        return responseCode === undefined ? 'unknown' : 'failed';
      }
    },
  };
}
