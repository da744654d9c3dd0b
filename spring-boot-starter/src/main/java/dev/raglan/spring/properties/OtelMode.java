package dev.raglan.spring.properties;

/** Owner of the OpenTelemetry SDK that records spans. */
public enum OtelMode {
  /**
   * The application's if it has one that traces, else the one that is registered for the JVM, such
   * as an agent's, else one of Raglan's own.
   */
  AUTO,
  /** The application's or the JVM's, which must exist; Raglan never flushes or closes it. */
  EXTERNAL,
  /** One of Raglan's own, closed with the application. */
  STANDALONE
}
