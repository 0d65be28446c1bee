import { randomUUID } from 'node:crypto';
import type { Message, Room } from '../../protocol/entities';
import type { PostRequest } from '../../protocol/requests';
import type { Person } from './people';

/** The request of a new message. */
export function newPost(room: number, message = 'text', more: Partial<PostRequest> = {}): PostRequest {
  return { room, message, client_message_id: randomUUID(), ...more };
}

/** Posts over HTTP and answers the stored message; for a post that must succeed. */
export async function say(person: Person, room: number, message = 'text', more: Partial<PostRequest> = {}): Promise<Message> {
  const { status, body } = await person.http<Message>('POST', '/api/chat/messages', newPost(room, message, more));
  if (status !== 201) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
  return body;
}

/** The room as this person sees it now. */
export async function roomOf(person: Person, room: number): Promise<Room> {
  const { status, body } = await person.http<Room>('GET', `/api/chat/rooms/${room}`);
  if (status !== 200) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
  return body;
}

/** The newest messages of the room as this person sees them. */
export async function messagesOf(person: Person, room: number): Promise<Message[]> {
  return (await person.http<Message[]>('GET', `/api/chat/rooms/${room}/messages?limit=200`)).body;
}

/** How an order names somebody who is signed in. */
export function nameOf({ account: { email, first_name, last_name } }: Person): { email: string; first_name: string; last_name: string } {
  return { email, first_name, last_name };
}
