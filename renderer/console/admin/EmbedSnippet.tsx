import { Button } from 'antd';
import { useId, useState } from 'react';
import { useTexts } from '../../chat/language';
import { adminTexts } from './admin_texts';
import { frameTexts } from './frame_texts';

/** What goes into a page of the marketplace's, to be copied. */
export function EmbedSnippet({ script }: { script: string }) {
  const t = useTexts(adminTexts);
  const tf = useTexts(frameTexts);
  const headingId = useId();
  const [isCopied, setIsCopied] = useState(false);
  const code = snippetOf(script);
  const copy = async () => {
    await navigator.clipboard.writeText(code).then(
      () => setIsCopied(true),
      // Where a page may not reach the clipboard, the text stands there to be marked.
      () => setIsCopied(false),
    );
  };
  return (
    <section className="admin-snippet" aria-labelledby={headingId}>
      <div className="admin-snippet-head">
        <h3 id={headingId}>{tf('snippet')}</h3>
        <Button size="small" onClick={() => void copy()}>
          {t(isCopied ? 'copied' : 'copy')}
        </Button>
      </div>
      <pre tabIndex={0} aria-labelledby={headingId}>
        <code>{code}</code>
      </pre>
      <p className="soft admin-hint">{tf('snippet_hint')}</p>
    </section>
  );
}

function snippetOf(script: string): string {
  return `<script src="${script}"></script>
<script>
  Orderline.open({
    order: 4106,
    identity: () => fetch('/my/chat-identity?order=4106').then((answer) => answer.text()),
  });
</script>`;
}
