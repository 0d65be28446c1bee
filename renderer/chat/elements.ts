/* A chat may stand in a window of its own, whose elements are of other classes than this window's: `instanceof` knows none of them. */

type Target = EventTarget | null;

/** Whether it is a part of a document. */
export function isNode(target: Target): target is Node {
  return target !== null && 'nodeType' in target;
}

/** Whether it is an element. */
export function isElement(target: Target): target is Element {
  return target !== null && 'localName' in target;
}

/** Whether it is a field of one line. */
export function isInput(target: Target): target is HTMLInputElement {
  return isElement(target) && target.localName === 'input';
}

/** Whether it is a field of several lines. */
export function isTextArea(target: Target): target is HTMLTextAreaElement {
  return isElement(target) && target.localName === 'textarea';
}
