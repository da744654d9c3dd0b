package dev.raglan.samples.services;

import org.jspecify.annotations.Nullable;

/** A receiver of spans. */
enum Service {
  ATHINA("athina", "ATHINA_API_KEY", "https://log.athina.ai"),
  LASTMILE("lastmile", "LASTMILE_API_TOKEN", "https://lastmileai.dev"),
  ADALINE("adaline", "ADALINE_API_KEY", "https://api.adaline.ai/v2"),
  SPANS_API("spans-api", "SGP_API_KEY", "https://api.egp.scale.com"),
  OTLP("otlp", "OTEL_EXPORTER_OTLP_ENDPOINT", null);

  private final String id;
  private final String variable;
  private final @Nullable String url;

  /**
   * @param variable the environment variable whose presence asks for the service itself
   * @param url the service's address; null if the variable holds it
   */
  Service(String id, String variable, @Nullable String url) {
    this.id = id;
    this.variable = variable;
    this.url = url;
  }

  /** Returns the name of the target. */
  String id() {
    return id;
  }

  String variable() {
    return variable;
  }

  /** Returns the address, given the value of the variable. */
  String url(String value) {
    return url == null ? value : url;
  }
}
