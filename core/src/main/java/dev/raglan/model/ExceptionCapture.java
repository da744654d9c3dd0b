package dev.raglan.model;

/** The parts of an exception that are recorded. */
public enum ExceptionCapture {
  /** Its class, its message and its stack trace. */
  FULL,
  /** Its class and its message. */
  MESSAGE,
  /** Its class alone: messages and stack traces may hold what users typed. */
  TYPE
}
