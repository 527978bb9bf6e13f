'use client';

import { type RefObject, useEffect, useRef } from 'react';
import { type Gesture, isSideways, touchGesture, wheelGesture } from './gesture.ts';

export interface GestureHandlers {
  /** The part of the element that gestures are relative to. */
  readonly area: (element: HTMLElement) => Element;
  /** Whether a wheel without the control key, or a single finger, is meant for the element and not for the page. */
  readonly wants: (input: 'wheel' | 'sideways' | 'finger') => boolean;
  readonly onGesture: (gesture: Gesture) => void;
}

/** Handles pinch, two-finger pan and the wheel. Handled events do not scroll or zoom the page. */
export function useGestures(target: RefObject<HTMLElement | null>, handlers: GestureHandlers): void {
  const latest = useRef(handlers);
  latest.current = handlers;
  // React's listeners are passive and cannot prevent scrolling.
  useEffect(() => {
    const element = target.current;
    if (element === null) return;
    const box = () => latest.current.area(element).getBoundingClientRect();
    let touches: readonly Touch[] = [];
    const isMeant = (fingers: TouchList) => fingers.length === 2 || (fingers.length === 1 && latest.current.wants('finger'));
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !latest.current.wants(isSideways(event) ? 'sideways' : 'wheel')) return;
      event.preventDefault();
      latest.current.onGesture(wheelGesture(box(), event));
    };
    const onTouch = (event: TouchEvent) => {
      const now = isMeant(event.targetTouches) ? [...event.targetTouches] : [];
      if (event.type === 'touchmove' && now.length > 0 && now.length === touches.length) {
        if (event.cancelable) event.preventDefault();
        latest.current.onGesture(touchGesture(box(), touches, now));
      }
      touches = now;
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    for (const type of touchTypes) element.addEventListener(type, onTouch, { passive: false });
    return () => {
      element.removeEventListener('wheel', onWheel);
      for (const type of touchTypes) element.removeEventListener(type, onTouch);
    };
  }, [target]);
}

const touchTypes = ['touchstart', 'touchmove', 'touchend', 'touchcancel'] as const;
