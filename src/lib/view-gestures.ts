interface Place {
  x: number;
  y: number;
}

/** What the hands do to a picture in a box. Places are in CSS pixels from the box's top left corner. */
export interface ViewGestures {
  /** Whether a plain turn of the wheel zooms; with Ctrl, as a pinch on a trackpad comes too, it always does. */
  wheelZooms(): boolean;
  /** Zooms about a place; false when it changed nothing, and the page may scroll. */
  zoomBy(factor: number, x: number, y: number): boolean;
  /** One pointer, or the middle of two, moved. */
  dragBy(right: number, down: number, pointers: 1 | 2): void;
  /** Two clicks, or taps of a finger, on one place. */
  doubleClick(x: number, y: number): void;
}

/** How far one pixel of a wheel's turn zooms, in powers of 2; a trackpad's pinch sends far smaller numbers than a wheel. */
const WHEEL_POWER = { wheel: 1 / 300, pinch: 1 / 60 };
const LINE = 16;
/** One notch of a wheel with Ctrl would leap if it counted as a pinch. */
const LARGEST_TURN = 0.6;
/** How soon and how near a second click must follow; a press that moved farther is no click. In ms and pixels. */
const TWICE = { soon: 400, near: 12 };

/** Listens on `box` for wheel, drag, pinch and double click, until the function that it returns is called. */
export function listenForGestures(box: HTMLElement, gestures: ViewGestures): () => void {
  const pointers = new Map<number, Place>();
  let pressed: Place | undefined; // until it becomes a drag or a pinch
  let clicked: (Place & { time: number }) | undefined;
  const place = (event: MouseEvent) => {
    const { left, top } = box.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };

  function wheel(event: WheelEvent) {
    if (!event.ctrlKey && !gestures.wheelZooms()) return;
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1);
    const power = -pixels * (event.ctrlKey ? WHEEL_POWER.pinch : WHEEL_POWER.wheel);
    const { x, y } = place(event);
    const factor = 2 ** Math.max(-LARGEST_TURN, Math.min(LARGEST_TURN, power));
    // With Ctrl the browser would zoom the whole page.
    if (gestures.zoomBy(factor, x, y) || event.ctrlKey) event.preventDefault();
  }

  function down(event: PointerEvent) {
    if (event.button !== 0 || pointers.size === 2) return;
    box.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, place(event));
    pressed = pointers.size === 1 ? place(event) : undefined;
  }

  function move(event: PointerEvent) {
    const from = pointers.get(event.pointerId);
    if (!from) return;
    const to = place(event);
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    pointers.set(event.pointerId, to);
    if (pressed && !near(pressed, to)) pressed = undefined;
    if (!other) return gestures.dragBy(to.x - from.x, to.y - from.y, 1);
    gestures.dragBy((to.x - from.x) / 2, (to.y - from.y) / 2, 2);
    const [before, after] = [from, to].map(({ x, y }) => Math.hypot(x - other.x, y - other.y));
    if (before > 0 && after > 0) gestures.zoomBy(after / before, (to.x + other.x) / 2, (to.y + other.y) / 2);
  }

  // Not by `dblclick`: not every browser sends it for two taps, or for an element that captures the pointer.
  function up(event: PointerEvent) {
    if (!pointers.delete(event.pointerId) || !pressed) return;
    const now = { ...place(event), time: event.timeStamp };
    const twice = clicked && now.time - clicked.time < TWICE.soon && near(clicked, now);
    clicked = twice ? undefined : now;
    if (twice) gestures.doubleClick(now.x, now.y);
  }

  function cancel(event: PointerEvent) {
    pointers.delete(event.pointerId);
    pressed = undefined;
  }

  const end = new AbortController();
  const { signal } = end;
  box.addEventListener('wheel', wheel, { passive: false, signal });
  box.addEventListener('pointerdown', down, { signal });
  box.addEventListener('pointermove', move, { signal });
  box.addEventListener('pointerup', up, { signal });
  box.addEventListener('pointercancel', cancel, { signal });
  return () => end.abort();
}

function near(a: Place, b: Place): boolean {
  return Math.hypot(a.x - b.x, a.y - b.y) <= TWICE.near;
}
