import { Fragment, useMemo } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { useDesk, useT } from '../context';
import { NoPane } from './NoPane';
import { PaneView } from './PaneView';

const PANE_MIN_PX = 280;

/** The open chats side by side; on a narrow screen the focused one alone. */
export function Panes({ is_narrow = false }: { is_narrow?: boolean }) {
  const t = useT();
  const { panes, focused } = useDesk((state) => state.layout);
  const ids = useMemo(() => panes.map((pane) => pane.key), [panes]);
  const only = panes[focused] ?? panes[0];

  if (!only) return <NoPane />;
  if (is_narrow) return <PaneView pane={only} index={panes.indexOf(only)} is_focused is_narrow />;
  return <SplitPanes key={ids.join()} ids={ids} label={t('resize')} />;
}

/** Made anew for each set of panes, so that the widths of that set come back. */
function SplitPanes({ ids, label }: { ids: string[]; label: string }) {
  const { panes, focused } = useDesk((state) => state.layout);
  const sizes = useDefaultLayout({ id: 'orderline.splits', panelIds: ids, storage: localStorage });
  return (
    <div className="panes-scroll">
      <Group
        className="panes"
        style={{ minWidth: panes.length * PANE_MIN_PX }}
        defaultLayout={sizes.defaultLayout}
        onLayoutChanged={sizes.onLayoutChanged}
        resizeTargetMinimumSize={{ coarse: 20, fine: 8 }}
      >
        {panes.map((pane, index) => (
          <Fragment key={pane.key}>
            {index > 0 && <Separator className="split" aria-label={label} />}
            <Panel id={pane.key} minSize={PANE_MIN_PX}>
              <PaneView pane={pane} index={index} is_focused={index === focused} />
            </Panel>
          </Fragment>
        ))}
      </Group>
    </div>
  );
}
