import { initials } from './names';

const COLOURS = 8;

export type AvatarProps = { id: number; name: string; size?: 's' | 'm' | 'l'; is_online?: boolean };

/** Initials on a colour that belongs to the person for ever; decoration beside a written name. */
export function Avatar({ id, name, size = 'm', is_online }: AvatarProps) {
  return (
    <span className={`avatar avatar-${size} avatar-colour-${id % COLOURS}`} aria-hidden="true">
      {initials(name)}
      {is_online !== undefined && <span className={`presence-dot avatar-presence ${is_online ? 'is-online' : ''}`} />}
    </span>
  );
}
