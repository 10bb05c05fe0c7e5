/** A graphics device that tfjs computes on. The browser may take it away at any time; `startWebgl` and `startWebgpu` then begin on another. */
export interface GraphicsDevice {
  /** Fulfilled when it is lost. */
  lost: Promise<void>;
  isLost(): boolean;
}
