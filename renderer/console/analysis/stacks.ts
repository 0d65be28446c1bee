import { ALIKE, isSameQuestion, type Question } from './same_question';

export type Asked = { room: number; question: Question };

/**
 * The rooms that ask the same, in stacks of two and more, the largest first. Each stack has a leader, whom all of it are like; so no chain
 * of small differences leads from one question to quite another. Questions are compared only where they share one of their rarest words,
 * so thousands of them cost little more than reading them once.
 */
export function stacksOf(asked: readonly Asked[]): number[][] {
  const commonness = new Map<string, number>();
  for (const { question } of asked) for (const stem of question.stems) commonness.set(stem, (commonness.get(stem) ?? 0) + 1);
  const rarest = ({ stems, must }: Question) => {
    const sorted = [...stems].sort((one, two) => commonness.get(one)! - commonness.get(two)! || (one < two ? -1 : 1));
    // Two sets that are alike enough share at least one of so many of their rarest.
    return sorted.slice(0, sorted.length - Math.ceil(sorted.length * ALIKE) + 1).map((stem) => `${must} ${stem}`);
  };
  const stacks: { leader: Question; rooms: number[] }[] = [];
  const byWord = new Map<string, typeof stacks>();
  for (const { room, question } of asked) {
    const words = rarest(question);
    const found = words.flatMap((word) => byWord.get(word) ?? []).find((stack) => isSameQuestion(stack.leader, question));
    if (found) {
      found.rooms.push(room);
      continue;
    }
    const stack = { leader: question, rooms: [room] };
    stacks.push(stack);
    for (const word of words) byWord.set(word, [...(byWord.get(word) ?? []), stack]);
  }
  return stacks.filter(({ rooms }) => rooms.length > 1).map(({ rooms }) => rooms).sort((one, two) => two.length - one.length);
}
