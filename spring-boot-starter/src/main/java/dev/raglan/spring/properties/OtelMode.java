package dev.raglan.spring.properties;

/** Owner of the OpenTelemetry SDK that records spans. */
public enum OtelMode {
  /** The application's if it has one that traces, else one of Raglan's own. */
  AUTO,
  /** The application's, which must exist; Raglan never flushes or closes it. */
  EXTERNAL,
  /** One of Raglan's own, closed with the application. */
  STANDALONE
}
