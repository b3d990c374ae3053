package io.touchback.sla.policy;

/** Which stream must have been read past a clock's due time before it may fire. */
public enum Gate {
  /** What platforms and staff did. */
  ORDERS,
  /**
   * What customers were told: read to its end after the due time, whether or not anyone writes it.
   */
  NOTICES
}
