/** A notification as Windows takes it, with arguments of ours that come back on a click, also to a program that was not running. */
export type Toast = {
  title: string;
  body: string;
  silent: boolean;
  /** What the notification is about; null: a click only brings the program forward. */
  key: string | null;
  reply: { placeholder: string; send: string } | null;
  actions: readonly string[];
};

/** The toast's XML. */
export function toastXml({ title, body, silent, key, reply, actions }: Toast): string {
  const word = (type: string) => escaped(`type=${type}${key === null ? '' : `&key=${key}`}`);
  const lines = [title, body].filter((text) => text !== '').map((text) => `<text>${escaped(text)}</text>`);
  const buttons = actions.map((text, index) => `<action activationType="foreground" arguments="${word(`action&action=${index}`)}" content="${escaped(text)}"/>`);
  const field =
    reply === null
      ? []
      : [
          `<input id="reply" type="text" placeHolderContent="${escaped(reply.placeholder)}"/>`,
          `<action activationType="foreground" arguments="${word('reply')}" hint-inputId="reply" content="${escaped(reply.send)}"/>`,
        ];
  const inside = [...field, ...buttons];
  return [
    `<toast launch="${word('click')}">`,
    `<visual><binding template="ToastGeneric">${lines.join('')}</binding></visual>`,
    inside.length === 0 ? '' : `<actions>${inside.join('')}</actions>`,
    silent ? '<audio silent="true"/>' : '',
    '</toast>',
  ].join('');
}

/** The key among the arguments that Windows gives back. */
export function keyOfArguments(text: string): string | null {
  return new URLSearchParams(text).get('key');
}

function escaped(text: string): string {
  // What XML cannot hold at all would make Windows refuse the whole notification.
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
