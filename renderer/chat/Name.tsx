import { cleanName } from './names';

/** A person's name that cannot turn the direction of the text around it. */
export function Name({ name, className }: { name: string; className?: string }) {
  return (
    <bdi dir="auto" className={className}>
      {cleanName(name)}
    </bdi>
  );
}
