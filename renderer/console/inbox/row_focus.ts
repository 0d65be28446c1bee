/** Puts the focus on the row that the Tab key would reach. */
export function focusFirstRow(): void {
  document.querySelector<HTMLElement>('.room-list .room-open[tabindex="0"]')?.focus();
}

/** Puts the focus on this room's row, if it is drawn. */
export function focusRow(room: number): void {
  document.querySelector<HTMLElement>(`.room-list [data-room="${room}"] .room-open`)?.focus({ preventScroll: true });
}
