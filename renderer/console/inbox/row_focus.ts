/** Puts the focus on the row that the Tab key would reach; false when there is none. */
export function focusFirstRow(): boolean {
  const row = document.querySelector<HTMLElement>('.room-list .room-open[tabindex="0"]');
  row?.focus();
  return row !== null;
}

/** Puts the focus on this room's row, if it is drawn. */
export function focusRow(room: number): void {
  document.querySelector<HTMLElement>(`.room-list [data-room="${room}"] .room-open`)?.focus({ preventScroll: true });
}
